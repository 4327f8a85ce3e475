import type { Outcome } from '../outcome.ts'
import type { Random } from '../random.ts'
import type { RetryStatistics } from '../statistics.ts'
import type { Clock } from '../time.ts'

export type { RetryCallState }

/**
 * What strategies and hooks are told about a call: Tenacity's `RetryCallState`.
 *
 * It is one object for the whole call and shows the present: copy what must outlive the callback, field by field, since
 * most are made when they are read, and a spread leaves those out. All times are milliseconds.
 */
// A class, so that its accessors are left out of the types of spreads as well; any object of this shape will do.
declare abstract class RetryCallState<T = unknown> {
  /** The option `name`, else the function's name, else `<unknown>`. */
  get name(): string
  /** The function that is retried; undefined in a loop. */
  readonly fn: ((...args: never[]) => unknown) | undefined
  /** The arguments of this call. */
  readonly args: readonly unknown[]
  /** The attempt under way or just settled: 1, 2, 3, … */
  readonly attemptNumber: number
  /** The attempt had begun when the session was cut, by a crash or a restart, and runs again. */
  get isRepeated(): boolean
  /** How the attempt ended; undefined until it has, and again when the next one begins. */
  get outcome(): Outcome<T> | undefined
  /** When the call began, on the policy's monotonic clock (`performance.now()`): a wall clock that jumps changes nothing. */
  get startTime(): number
  /** From the start to the last outcome; 0 before the first. */
  readonly elapsed: number
  /** The sum of all sleeps that were asked for. */
  get idleFor(): number
  /** The last delay that the wait strategy gave: in `after` still the previous one. */
  readonly upcomingSleep: number
  /** In `beforeSleep` and during the sleep, what comes next. */
  get nextAction(): { readonly sleep: number } | undefined
  /** Aborted when the step under way should end: by the caller, or by `attemptTimeout` or `timeout`. */
  get signal(): AbortSignal
  /** The same in every attempt of the call, so that a side effect can be made once. */
  get idempotencyKey(): string
  /** The idempotency key and the attempt's number. */
  get attemptKey(): string
  readonly statistics: RetryStatistics
  /** The policy's clock and source of chance, for strategies. */
  get clock(): Clock
  get random(): Random
}
