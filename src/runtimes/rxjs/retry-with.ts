import { Observable, isObservable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { invalidType } from '../../errors/invalid.ts'
import type { RetryOptions } from '../../machine/options.ts'
import { sessionRunner } from '../../machine/session-runner.ts'
import type { AnyRetryMachine } from '../../machine/xstate.ts'
import { readRetryWithOptions } from '../retry-with-options.ts'
import type { RetryWithOptions } from '../retry-with-options.ts'
import { subscribeInSession } from './subscribe-in-session.ts'

/**
 * Retries an Observable: `source.pipe(retryWith(machine))`. Each subscription is a session of its own.
 *
 * An attempt is a subscription to the source. Its values pass through as they come, so after a failure those from the
 * start of the source come again; its outcome is the last of them, or its error. Unsubscribing ends the session at once.
 *
 * `attemptTimeout` limits the wait for each next value, or for the completion, and not the whole attempt.
 *
 * @param machine - from `createRetryMachine`, or plain options
 * @param options - `id` and `inspect`
 * @returns an operator; the Observable errs with RetryError when the stop strategy gave up, with the source's error when
 *   it was not to be retried, with TimeoutError when `timeout` passed, with `signal.reason` when it was aborted. The value
 *   of a `retryErrorCallback` is its last one
 * @throws TypeError or RangeError, at once, for a wrong option
 * @example
 * import { stopAfterAttempt, waitFixed } from 'holdfast'
 * import { retryWith } from 'holdfast/rxjs'
 * import { defer, lastValueFrom, of, throwError } from 'rxjs'
 *
 * let subscriptions = 0
 * const source = defer(() => (++subscriptions < 3 ? throwError(() => new Error('busy')) : of('connected')))
 * const connected = source.pipe(retryWith({ stop: stopAfterAttempt(5), wait: waitFixed(5) }))
 * await lastValueFrom(connected) // => 'connected'
 */
export function retryWith<T>(
  machine: AnyRetryMachine | RetryOptions,
  options: RetryWithOptions = {},
): MonoTypeOperatorFunction<T> {
  const { id, inspect } = readRetryWithOptions(options)
  const run = sessionRunner(machine, inspect)
  return (source) => {
    if (!isObservable(source)) throw invalidType('what is retried', 'an Observable', source)
    return new Observable((subscriber) => subscribeInSession(source, subscriber, run, id))
  }
}
