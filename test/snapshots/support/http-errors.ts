/** A user's own class of errors, with a field and a getter. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number

  constructor(status: number, options?: ErrorOptions) {
    super(`status ${status}`, options)
    this.status = status
  }

  get isServers() {
    return this.status >= 500
  }
}

/** And one that extends it. */
export class BusyError extends HttpError {
  readonly retryAfter = 3
}
