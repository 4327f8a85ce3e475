import * as Effect from 'effect/Effect'
import * as Exit from 'effect/Exit'
import { reraisable } from '../../errors/retry-error.ts'
import { TimeoutError } from '../../errors/timeout-error.ts'
import type { Session } from '../../machine/session.ts'

/** How the last attempt ended, and the value or error that the session was told. */
export interface Settled {
  readonly exit: Exit.Exit<unknown, unknown>
  readonly settledWith: unknown
}

/** The failure of a session's Effect: what its type names fails it, and of anything else it dies. */
export function failureOf(
  session: Session,
  error: unknown,
  last: Settled | undefined,
): Effect.Effect<unknown, unknown> {
  const { policy, control, outcome } = session
  if (control?.interruption !== undefined) {
    const isTimeout = error instanceof TimeoutError && error !== policy.signal?.reason
    return isTimeout ? Effect.fail(error) : Effect.die(error)
  }
  // As it was, with what its cause says of where it failed.
  if (last !== undefined && Exit.isFailure(last.exit) && error === last.settledWith) return last.exit
  const isReraised = policy.reraise && outcome?.failed && error === reraisable(outcome, undefined)
  return isReraised || error instanceof policy.retryErrorCls ? Effect.fail(error) : Effect.die(error)
}
