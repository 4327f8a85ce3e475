/// <reference lib="esnext.disposable" preserve="true" />
import type { RetryStatistics } from '../statistics.ts'
import { bindTo } from './actor-session.ts'
import type { BindOptions } from './bind.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { readOptions } from './read-options.ts'
import { startReaders } from './session-readers.ts'
import { checkFunction } from './check-function.ts'
import { createRetryMachine, isRetryMachine } from './create-retry-machine.ts'
import type { RetryOptions } from './options.ts'
import { quietObserver } from './quiet-observer.ts'
import { createRetryActor } from './xstate.ts'
import type {
  Inspect,
  RetryActor,
  RetryEvent,
  RetryMachine,
  RetrySnapshot,
  SnapshotListener,
  Subscription,
} from './xstate.ts'

/** Options of one session. */
export interface StartOptions extends BindOptions {
  /** Told every XState inspection event of the session; what it throws is dropped. */
  readonly inspect?: Inspect
}

/** A retry session that one holds: watch it, wake it, abort it, await its result. */
export interface RetrySession<T> extends AsyncDisposable {
  /** The function's value, or why the session failed; nobody has to read it. */
  readonly result: Promise<T>
  /** The XState actor that runs the session. */
  readonly actor: RetryActor
  readonly statistics: RetryStatistics
  getSnapshot(): RetrySnapshot
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
  machine: RetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => R,
  options: StartOptions = {},
): RetrySession<Awaited<R>> {
  checkFunction(fn)
  readOptions(options, startReaders)
  const { inspect, ...binding } = options
  const actor = createRetryActor(isRetryMachine(machine) ? machine : createRetryMachine(machine), inspect)
  bindTo(actor, { fn, ...binding })

  const result = new Promise<Awaited<R>>((resolve, reject) => {
    actor.subscribe({
      complete: () => {
        const { status, output } = actor.getSnapshot()
        // The chart's output is the function's value; the compiler cannot follow it there.
        if (status === 'done') resolve(output as Awaited<R>)
        else reject(new DOMException('the session was stopped', 'AbortError'))
      },
      error: reject,
    })
  })
  // Whoever only watches the session need not handle its failure.
  result.catch(() => {})
  actor.start()

  const send = (event: RetryEvent) => {
    const snapshot = actor.getSnapshot()
    // XState warns of an event that comes too late, and announces one that changes nothing: a listener that sends it
    // again would never end.
    if (snapshot.status === 'active' && snapshot.can(event)) actor.send(event)
  }
  const abort = (reason?: unknown) => send({ type: 'ABORT', reason })
  return {
    result,
    actor,
    get statistics() {
      return actor.getSnapshot().context.statistics
    },
    getSnapshot: () => actor.getSnapshot(),
    subscribe: (listener) => actor.subscribe(quietObserver(listener)),
    wake: () => send({ type: 'WAKE' }),
    abort,
    async [Symbol.asyncDispose]() {
      abort()
      await result.catch(() => {})
    },
  }
}
