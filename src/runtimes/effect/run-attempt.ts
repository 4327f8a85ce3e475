import * as Effect from 'effect/Effect'
import * as Exit from 'effect/Exit'
import { TimeoutError } from '../../errors/timeout-error.ts'
import type { Session } from '../../machine/session.ts'

/**
 * Runs an attempt in its session's fiber; one that can be cut, in a fiber of its own, as `Effect.timeout` does.
 *
 * @returns how it ended, once its finalizers have run; undefined when it was cut together with the session
 */
export function runAttempt<A, E, R>(
  session: Session,
  attempt: Effect.Effect<A, E, R>,
  canBeCut: boolean,
): Effect.Effect<Exit.Exit<A, E | TimeoutError> | undefined, never, R> {
  const exit = Effect.exit(attempt)
  return canBeCut ? Effect.raceFirst(exit, untilCut(session)) : exit
}

const untilCut = (session: Session): Effect.Effect<Exit.Exit<never, TimeoutError> | undefined> =>
  Effect.callback((resume) => {
    const { attemptTimeout } = session.policy
    const control = session.controlled()
    const cut = () => resume(Effect.undefined)
    if (attemptTimeout === undefined) {
      control.release = cut
      return
    }
    const cancel = session.setTimer(() => {
      const error = new TimeoutError('attempt', attemptTimeout)
      // First, so that what the attempt makes of its signal comes too late.
      resume(Effect.succeed(Exit.fail(error)))
      session.abortSignal(error)
    }, attemptTimeout)
    control.release = () => {
      cancel()
      cut()
    }
  })
