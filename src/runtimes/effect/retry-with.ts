import * as Effect from 'effect/Effect'
import { invalidType } from '../../errors/invalid.ts'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import type { RetryOptions } from '../../machine/options.ts'
import type { AnyRetryMachine } from '../../machine/xstate.ts'
import { readRetryWithOptions } from '../retry-with-options.ts'
import type { RetryWithOptions } from '../retry-with-options.ts'
import { conduct } from './conduct.ts'
import { createRunner } from './create-runner.ts'
import type { EffectRetrier } from './retried.ts'

/**
 * Retries an Effect: `effect.pipe(retryWith(machine))`. Each run is a session of its own.
 *
 * Failures are retried, as the policy says; its predicates are told the errors themselves. A defect or an interruption
 * ends the session at once, with its cause. Interrupting the fiber interrupts the attempt, or ends the sleep.
 *
 * @param machine - from `createRetryMachine`, or plain options
 * @param options - `id` and `inspect`
 * @returns what takes an Effect, or a function that is told of the attempt and gives one
 * @throws TypeError or RangeError, at once, for a wrong option. The Effect fails with the error that was not retried, with
 *   RetryError when the stop strategy gave up, with TimeoutError when `timeout` passed; it dies of what a hook or a
 *   strategy threw, and of `signal.reason`
 * @example
 * import { Effect } from 'effect'
 * import { stopAfterAttempt, waitFixed } from 'holdfast'
 * import { retryWith } from 'holdfast/effect'
 *
 * let calls = 0
 * const connect = Effect.suspend(() => (++calls < 3 ? Effect.fail('busy') : Effect.succeed('connected')))
 * const connected = connect.pipe(retryWith({ stop: stopAfterAttempt(5), wait: waitFixed(5) }))
 * await Effect.runPromise(connected) // => 'connected'
 */
export function retryWith<const M extends AnyRetryMachine | RetryOptions>(
  machine: M & Known<M>,
  options: RetryWithOptions = {},
): EffectRetrier<M> {
  const { id, inspect } = readRetryWithOptions(options)
  const runnerIn = createRunner(machine, inspect)
  const retrier = <A, E, R>(
    retried: Effect.Effect<A, E, R> | ((attempt: AttemptInfo) => Effect.Effect<A, E, R>),
  ) => {
    if (Effect.isEffect(retried)) return conduct(runnerIn, id, () => retried)
    if (typeof retried !== 'function')
      throw invalidType('what is retried', 'an Effect, or a function that gives one', retried)
    return conduct(runnerIn, id, retried, retried)
  }
  // What the session may come to follows from its options, which types alone can tell.
  return retrier as EffectRetrier<M>
}

/** No option but those that there are. */
type Known<M> = M extends AnyRetryMachine
  ? unknown
  : { readonly [K in Exclude<keyof M, keyof RetryOptions>]: never }
