/** The server answered, and the answer is not a success. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly response: Response

  constructor(response: Response) {
    super(`${response.status} ${response.statusText}`)
    this.response = response
  }

  get status(): number {
    return this.response.status
  }
}

/** Too many requests, or the server's own trouble: both may pass. A 404 will not. */
export const isTransient = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 429 || error.status >= 500)
