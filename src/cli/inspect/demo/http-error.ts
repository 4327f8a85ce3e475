/** The server answered, and the answer is not a success. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  readonly headers: Headers

  constructor({ status, statusText, headers }: Response) {
    super(`${status} ${statusText}`)
    this.status = status
    this.headers = headers
  }
}
