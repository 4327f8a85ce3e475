/** How an attempt ended. */
export type Outcome<T = unknown> = SuccessfulOutcome<T> | FailedOutcome

/** An attempt that gave a value. */
export interface SuccessfulOutcome<T = unknown> {
  readonly failed: false
  readonly value: T
  readonly attemptNumber: number
  /** Returns the value. */
  result(): T
}

/** An attempt that threw. */
export interface FailedOutcome {
  readonly failed: true
  /** Whatever was thrown, by identity. */
  readonly error: unknown
  readonly attemptNumber: number
  /** Throws the error. */
  result(): never
}

/** @internal */
export const succeeded = <T>(value: T, attemptNumber: number): SuccessfulOutcome<T> =>
  new Success(value, attemptNumber)

/** @internal */
export const failedWith = (error: unknown, attemptNumber: number): FailedOutcome =>
  new Failure(error, attemptNumber)

// Classes, so that a sleeping session does not carry a closure for `result`.
class Success<T> implements SuccessfulOutcome<T> {
  readonly failed = false
  readonly value: T
  readonly attemptNumber: number

  constructor(value: T, attemptNumber: number) {
    this.value = value
    this.attemptNumber = attemptNumber
  }

  result(): T {
    return this.value
  }
}

class Failure implements FailedOutcome {
  readonly failed = true
  readonly error: unknown
  readonly attemptNumber: number

  constructor(error: unknown, attemptNumber: number) {
    this.error = error
    this.attemptNumber = attemptNumber
  }

  result(): never {
    throw this.error
  }
}
