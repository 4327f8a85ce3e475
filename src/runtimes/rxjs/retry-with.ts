import { Observable, isObservable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { invalidType } from '../../errors/invalid.ts'
import { isRetryMachine } from '../../machine/create-retry-machine.ts'
import type { RetryOptions } from '../../machine/options.ts'
import { createPolicy } from '../../machine/policy.ts'
import { readOptions } from '../../machine/read-options.ts'
import { startReaders } from '../../machine/session-readers.ts'
import type { AnyRetryMachine, Inspect } from '../../machine/xstate.ts'
import { subscribeInSession } from './subscribe-in-session.ts'

/** Options of the sessions of one Observable. */
export interface RetryWithOptions {
  /** The idempotency key of each of them. @default a UUID for each, drawn from the policy's `random` where it has one */
  readonly id?: string
  /** Told every XState inspection event of each; what it throws is dropped. */
  readonly inspect?: Inspect
}

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
  // Each was read by its reader.
  const { id, inspect } = readOptions(options, READERS) as RetryWithOptions
  if (!isRetryMachine(machine)) createPolicy(machine)
  return (source) => {
    if (!isObservable(source)) throw invalidType('what is retried', 'an Observable', source)
    return new Observable((subscriber) => subscribeInSession(source, subscriber, machine, id, inspect))
  }
}

const READERS = { id: startReaders.id, inspect: startReaders.inspect }
