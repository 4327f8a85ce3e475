import { isAsyncGeneratorFunction } from '../coroutine/generator-kind.ts'
import type { AttemptInfo } from '../machine/attempt-info.ts'
import { checkFunction } from '../machine/check-function.ts'
import { createControl } from '../machine/control.ts'
import { machineFor, policyFor } from '../machine/create-retry-machine.ts'
import { drive } from '../machine/driver.ts'
import { InformedSession } from '../machine/informed-session.ts'
import { iterateWithRetry } from '../machine/iterate-with-retry.ts'
import type { RunIterationOptions } from '../machine/iterate-with-retry.ts'
import type { RetryOptions } from '../machine/options.ts'
import { promised } from '../machine/promised.ts'
import type { Coroutine } from '../machine/retried.ts'
import { startRetry } from '../machine/start-retry.ts'
import type { StartOptions } from '../machine/start-retry.ts'
import type { AnyRetryMachine } from '../machine/xstate.ts'
import type { Duration } from '../strategies/duration.ts'
import { readRunOptions } from './read-run-options.ts'
import { runStoredSession } from './run-stored-session.ts'
import type { SessionStore } from './session-store.ts'

/** Options of one call. */
export interface RunOptions extends StartOptions {
  /**
   * Keeps the session, under its `id`: after a crash the next call with this id goes on where it was, and while it runs
   * any other call with this id waits for the same result.
   */
  readonly store?: SessionStore | undefined
  /** Of a stored session that has failed, was cancelled, or is in quarantine: run it again, in a new round. @default false */
  readonly restart?: boolean | undefined
  /**
   * How long nobody else may take a stored session after its process was heard of last: above 0 ms, and finite. It is
   * renewed two times a second at least.
   *
   * @default '15s'
   */
  readonly lease?: Duration | undefined
  /**
   * After how many deaths of its process, in a row and in one attempt, a stored session is put into quarantine instead
   * of run again: a whole number from 1, or Infinity. With 1 no attempt runs twice.
   *
   * @default 5
   */
  readonly maxCrashes?: number | undefined
}

/**
 * Runs one retry session to its end.
 *
 * Without `inspect`, `snapshot` and `store` the compiled driver runs it, at the cost of a plain retry loop; with one of
 * them, or when the machine was changed by `provide`, XState does.
 *
 * With a `store`, an `id` that has ended answers from the store: its value is returned, or its error thrown, which then
 * says in `stored` when it failed. `signal` ends the call, and not the session: it stays in the store, for the next call
 * to go on with.
 *
 * @param machine - from `createRetryMachine`, or plain options for one call
 * @param fn - what to retry; it is given an `AttemptInfo`. A `function*` runs as a coroutine, an `async function*` is
 *   iterated
 * @param options - of this call alone: `signal`, `id`, `inspect`, `snapshot`, `store`, `restart`, …
 * @returns a promise of the function's value, or of the `retryErrorCallback`'s; an async generator of what an
 *   `async function*` gives
 * @throws RetryError, by rejection, when the stop strategy gave up; whatever the function threw, when it was not to be
 *   retried; `signal.reason` when it was aborted; SnapshotError when a value cannot be stored, or a snapshot not resumed;
 *   StoreError when the store could not do its part; TypeError or RangeError, at once, for a wrong option
 * @example
 * import { runWithRetry, stopAfterAttempt } from 'holdfast'
 *
 * await runWithRetry({ stop: stopAfterAttempt(3) }, async ({ attemptNumber }) => {
 *   if (attemptNumber < 3) throw new Error('connection reset')
 *   return 'connected'
 * }) // => 'connected'
 */
export function runWithRetry<R extends PromiseLike<unknown>>(
  machine: AnyRetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => R,
  options?: RunOptions,
): Promise<Awaited<R>>
export function runWithRetry<T, R, Next>(
  machine: AnyRetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => AsyncGenerator<T, R, Next>,
  options?: RunIterationOptions<T>,
): AsyncGenerator<T, R, Next>
export function runWithRetry<R>(
  machine: AnyRetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => R | Coroutine<R>,
  options?: RunOptions,
): Promise<Awaited<R>>
// Once more, without machines: what is wrong the compiler says by the last, and of a union it suggests no right name.
export function runWithRetry<R>(
  policy: RetryOptions,
  fn: (attempt: AttemptInfo) => R | Coroutine<R>,
  options?: RunOptions,
): Promise<Awaited<R>>
export function runWithRetry(
  machine: AnyRetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => unknown,
  options: RunOptions = {},
): unknown {
  checkFunction(fn)
  if (isAsyncGeneratorFunction(fn)) return iterateWithRetry(machine, fn, options)
  const { store, ...read } = readRunOptions(options)
  if (store !== undefined) {
    const logic = machineFor(machine)
    return promised(() => runStoredSession(logic, fn, { ...read, store }))
  }
  const { signal, id, inspect, snapshot } = read
  const policy = inspect === undefined && snapshot === undefined ? policyFor(machine) : undefined
  if (policy === undefined) {
    const logic = machineFor(machine)
    // A promise of its own: unlike a held session's result, that of a call must not fail unheard.
    return promised(() => startRetry(logic, fn, read).result.then((value) => value))
  }
  const control = signal === undefined && id === undefined ? undefined : createControl(signal, id)
  return promised(() => drive(new InformedSession(policy, fn, control)))
}
