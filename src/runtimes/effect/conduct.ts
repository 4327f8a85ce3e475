import * as Cause from 'effect/Cause'
import * as Effect from 'effect/Effect'
import * as Exit from 'effect/Exit'
import { isThenable } from '../../awaitable.ts'
import { createAttemptInfo } from '../../machine/attempt-info.ts'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import { createControl } from '../../machine/control.ts'
import type { AnyFunction } from '../../machine/retried.ts'
import type { Session } from '../../machine/session.ts'
import { mustWatch } from '../../machine/watch.ts'
import type { RunnerIn } from './create-runner.ts'
import { ValuedSession } from '../valued-session.ts'
import { failureOf } from './failure-of.ts'
import type { Settled } from './failure-of.ts'
import { runAttempt } from './run-attempt.ts'
import { createTurns } from './turns.ts'

/**
 * Runs a session, and its attempts in the fiber that asked for it: so they have its context, and are interrupted with it.
 *
 * @param fn - what the session's hooks are told is retried
 */
export const conduct = <A, E, R>(
  runnerIn: RunnerIn,
  id: string | undefined,
  toEffect: (attempt: AttemptInfo) => Effect.Effect<A, E, R>,
  fn?: AnyFunction,
): Effect.Effect<unknown, unknown, R> =>
  Effect.withFiber((fiber) => {
    const { offer, take } = createTurns<Turn>()
    // The runner creates it before it returns.
    let session!: ValuedSession
    let canBeCut = false
    let last: Settled | undefined
    let hasEnded = false

    const begin = (begun: Session) =>
      new Promise<unknown>((resolve, reject) => {
        offer({ attempt: createAttemptInfo(begun), resolve, reject })
      })

    const end = (result: Effect.Effect<unknown, unknown>) => {
      hasEnded = true
      offer({ result })
    }

    const ended = runnerIn(fiber)((policy, isInXState) => {
      session = new ValuedSession(policy, begin, createControl(undefined, id), fn)
      canBeCut = isInXState || policy.attemptTimeout !== undefined || mustWatch(session)
      return session
    }).then(
      (value) => end(last !== undefined && gave(last, value) ? last.exit : Effect.succeed(value)),
      (error: unknown) => end(failureOf(session, error, last)),
    )

    const goOn: Effect.Effect<unknown, unknown, R> = Effect.flatMap(take, (turn) => {
      if ('result' in turn) return turn.result
      const attempt = Effect.suspend(() => toEffect(turn.attempt))
      return Effect.flatMap(runAttempt(session, attempt, canBeCut), (exit) => {
        if (exit === undefined) return goOn
        if (Exit.isSuccess(exit)) {
          session.value = exit.value
          last = { exit, settledWith: isThenable(exit.value) ? undefined : exit.value }
          turn.resolve(last.settledWith)
          return goOn
        }
        const failure = failureIn(exit.cause)
        if (failure === undefined) return exit
        last = { exit, settledWith: failure.error }
        turn.reject(failure.error)
        return goOn
      })
    })

    return Effect.onError(goOn, (cause) => {
      if (hasEnded) return Effect.void
      session.interrupt(reasonOf(cause))
      return Effect.promise(() => ended)
    })
  })

/** What a session asks of its fiber, or tells it at its end. */
type Turn =
  | {
      readonly attempt: AttemptInfo
      readonly resolve: (value: unknown) => void
      readonly reject: (error: unknown) => void
    }
  | { readonly result: Effect.Effect<unknown, unknown> }

const gave = ({ exit, settledWith }: Settled, value: unknown): boolean =>
  Exit.isSuccess(exit) && settledWith === value

/** What the policy is asked about; a defect is nobody's to retry, and an interruption no failure. */
const failureIn = <E>(cause: Cause.Cause<E>): Cause.Fail<E> | undefined =>
  Cause.hasDies(cause) ? undefined : cause.reasons.find(Cause.isFailReason)

/** Why the session is over before it came to a result. */
function reasonOf(cause: Cause.Cause<unknown>): unknown {
  const death = cause.reasons.find(Cause.isDieReason)
  return death === undefined ? new DOMException('the fiber was interrupted', 'AbortError') : death.defect
}
