/// <reference lib="esnext.disposable" preserve="true" />
import { invalidCall } from '../errors/invalid.ts'
import type { RetryStatistics } from '../statistics.ts'
import type { BindOptions } from './bind.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { readOptions } from './read-options.ts'
import type { Coroutine } from './retried.ts'
import { startReaders } from './session-readers.ts'
import { checkFunctionOfOneResult } from './check-function.ts'
import { checkOneKey } from './check-one-key.ts'
import { machineFor } from './create-retry-machine.ts'
import type { RetryOptions } from './options.ts'
import { openSession } from './open-session.ts'
import { quietObserver } from './quiet-observer.ts'
import type { ErrorClass } from './snapshot/error-classes.ts'
import type { Codec } from './snapshot/json.ts'
import { readSnapshot } from './snapshot/read-snapshot.ts'
import type { SessionSnapshot } from './snapshot/session-snapshot.ts'
import { writeSnapshot } from './snapshot/write-snapshot.ts'
import type {
  AnyRetryMachine,
  Inspect,
  RetryActor,
  RetrySnapshot,
  SnapshotListener,
  Subscription,
} from './xstate.ts'

/** Options of one session. */
export interface StartOptions extends BindOptions {
  /** Told every XState inspection event of the session; what it throws is dropped. */
  readonly inspect?: Inspect | undefined
  /** Goes on where this session was when it was written. */
  readonly snapshot?: SessionSnapshot | string | undefined
  /** Writes and reads what a snapshot could not hold, such as dates and maps; `devalue` and `superjson` have its form. */
  readonly codec?: Codec | undefined
  /** The classes of your own errors, which come back as such from a snapshot. */
  readonly errors?: readonly ErrorClass[] | undefined
  /** Makes a snapshot of another version of the machine one of this version. */
  readonly migrate?: ((snapshot: SessionSnapshot) => SessionSnapshot) | undefined
}

/** A retry session that one holds: watch it, wake it, abort it, await its result. */
export interface RetrySession<T> extends AsyncDisposable {
  /** The function's value, or why the session failed; nobody has to read it. */
  readonly result: Promise<T>
  /** The XState actor that runs the session. */
  readonly actor: RetryActor
  readonly statistics: RetryStatistics
  getSnapshot(): RetrySnapshot
  /**
   * Writes the session as plain JSON, from which `startRetry` or `runWithRetry` resumes it in any process.
   *
   * @throws SnapshotError when a value is one that JSON cannot hold and there is no codec, or the session was stopped
   */
  snapshot(): SessionSnapshot
  /** Told every snapshot from now on; what the listener throws is dropped. */
  subscribe(listener: SnapshotListener): Subscription
  /** Ends the sleep that the session is in; in any other state nothing happens. */
  wake(): void
  /** Ends the session at once. @param reason - what `result` rejects with; by default an `AbortError` */
  abort(reason?: unknown): void
}

/**
 * Starts a retry session in XState and returns it, to be watched, woken or aborted.
 *
 * `await using session = startRetry(…)` aborts it on the way out.
 *
 * @param machine - from `createRetryMachine`, also after `provide`, or plain options for one session
 * @param fn - what to retry; it is given an `AttemptInfo`
 * @param options - of this session alone
 * @throws TypeError or RangeError for a wrong option
 * @example
 * import { startRetry, waitFixed } from 'holdfast'
 *
 * const session = startRetry({ wait: waitFixed('1 day') }, async ({ attemptNumber }) => {
 *   if (attemptNumber === 1) throw new Error('not yet')
 *   return 'ready'
 * })
 * session.subscribe((snapshot) => {
 *   if (snapshot.matches({ sleeping: 'resting' })) session.wake()
 * })
 * await session.result // => 'ready'
 */
export function startRetry<R>(
  machine: AnyRetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => R | Coroutine<R>,
  options: StartOptions = {},
): RetrySession<Awaited<R>> {
  checkFunctionOfOneResult(fn)
  if ('store' in Object(options)) throw invalidCall(NO_STORE)
  readOptions(options, startReaders)
  checkOneKey(options)
  const { inspect, snapshot, codec, errors, migrate, signal, id } = options
  const logic = machineFor(machine)
  const persisted =
    snapshot === undefined ? undefined : readSnapshot(snapshot, { machine: logic, codec, errors, migrate })
  const { actor, result, start, send } = openSession(
    logic,
    { fn, signal, id },
    { inspect, snapshot: persisted },
  )
  start()
  const abort = (reason?: unknown) => send({ type: 'ABORT', reason })
  return {
    // The chart's output is the function's value; the compiler cannot follow it there.
    result: result as Promise<Awaited<R>>,
    actor,
    get statistics() {
      return actor.getSnapshot().context.statistics
    },
    getSnapshot: () => actor.getSnapshot(),
    snapshot: () => writeSnapshot(actor, { codec }),
    subscribe: (listener) => actor.subscribe(quietObserver(listener)),
    wake: () => send({ type: 'WAKE' }),
    abort,
    async [Symbol.asyncDispose]() {
      abort()
      await result.catch(() => {})
    },
  }
}

const NO_STORE = 'startRetry keeps no session in a store: runWithRetry(machine, fn, { store, id }) does'
