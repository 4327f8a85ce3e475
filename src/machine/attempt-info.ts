import { attemptKey } from './session.ts'
import type { Session } from './session.ts'

export type { AttemptInfo }

/**
 * What the function of `runWithRetry` and `startRetry` is told about the attempt that it is.
 *
 * What takes time to make is made when it is read: name the fields that you want, since a spread leaves those out.
 */
// A class, so that its accessors are left out of the types of spreads as well; any object of this shape will do.
declare abstract class AttemptInfo {
  /** 1, 2, 3, … */
  readonly attemptNumber: number
  /** The attempt had begun when the session was cut, by a crash or a restart, and runs again: with the same keys. */
  readonly isRepeated: boolean
  /** Aborted when this attempt should end: by the caller, or by `attemptTimeout` or `timeout`. */
  get signal(): AbortSignal
  /** The same in every attempt of the session, so that a payment that timed out is not made twice. */
  get idempotencyKey(): string
  /** The idempotency key and the attempt's number. */
  get attemptKey(): string
}

/** @internal */
export const createAttemptInfo = (session: Session): AttemptInfo => new SessionAttempt(session)

// A class, so that the signal is made only when it is asked for.
class SessionAttempt implements AttemptInfo {
  readonly attemptNumber: number
  readonly isRepeated: boolean
  readonly #session: Session
  #signal: AbortSignal | undefined

  constructor(session: Session) {
    this.#session = session
    this.attemptNumber = session.overallAttempt
    this.isRepeated = session.isRepeated
    // An attempt that timed out goes on beside its successor, whose signal it must not see.
    this.#signal = session.policy.attemptTimeout === undefined ? undefined : session.signal
  }

  get signal(): AbortSignal {
    return (this.#signal ??= this.#session.signal)
  }

  get idempotencyKey(): string {
    return this.#session.idempotencyKey
  }

  get attemptKey(): string {
    return attemptKey(this.idempotencyKey, this.attemptNumber)
  }
}
