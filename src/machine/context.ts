import type { RetryStatistics } from '../statistics.ts'
import type { Policy } from './policy.ts'

/** What a session remembers between its steps: plain data, times in milliseconds. */
export interface RetryContext {
  attemptNumber: number
  /** Whether the last attempt failed; undefined while one is under way. */
  failed: boolean | undefined
  /** The last attempt's value, or its error. */
  result: unknown
  /** From the start to the last outcome. */
  elapsed: number
  /** The delay that the wait strategy gave last. */
  upcomingSleep: number
  /** The errors of earlier attempts, the last few; absent before the second failure. */
  errors: unknown[] | undefined
  /** How the session ended, where it was not by the last attempt's outcome. */
  end: RetryContextEnd | undefined
  statistics: { -readonly [K in keyof RetryStatistics]: RetryStatistics[K] }
  /** Where a session goes on that began earlier; absent in one that began here. */
  resumed?: Resumption | undefined
}

/** What a session that goes on must know of its time before. */
export interface Resumption {
  /** Of the machine that wrote it. */
  readonly machineId: string
  readonly machineVersion: string
  /** The attempt at which it was cut. */
  readonly attemptNumber: number
  /** That attempt had begun, and begins again. */
  readonly isRepeated: boolean
  /** When the sleep that was cut ends; epoch milliseconds. */
  readonly wakeAt: number | undefined
  /** An instant, epoch milliseconds, and how old the session was then; absent where it begins to count now. */
  readonly saved?: { readonly at: number; readonly age: number }
  readonly idempotencyKey: string
  /** The number of attempts in rounds before this one. */
  readonly earlierAttempts: number
}

/** An end that no attempt decided: an abort, a step that threw, or the `retryErrorCallback`'s value. */
export interface RetryContextEnd {
  readonly failed: boolean
  /** A value, or an error. */
  readonly result: unknown
}

/** The context of a session that begins now. */
export const createContext = (policy: Policy): RetryContext => ({
  attemptNumber: 1,
  failed: undefined,
  result: undefined,
  elapsed: 0,
  upcomingSleep: 0,
  errors: undefined,
  end: undefined,
  statistics: createStatistics(policy),
})

/** The statistics of a session that begins now; with a disabled policy none does that would count. */
export const createStatistics = ({ clock, enabled }: Policy): RetryContext['statistics'] => ({
  attemptNumber: enabled ? 1 : 0,
  idleFor: 0,
  delaySinceFirstAttempt: 0,
  startTime: clock.monotonic(),
})

/** A draft for an update to change. */
export const copyOf = (context: RetryContext): RetryContext => ({
  ...context,
  errors: context.errors?.slice(),
  statistics: { ...context.statistics },
})

/** How the session ended. */
export const endOf = ({ end, failed = false, result }: RetryContext): RetryContextEnd =>
  end ?? { failed, result }

/** The decision to go on was taken, and the next attempt has not begun. */
export const sleepsNext = ({ statistics, attemptNumber }: RetryContext): boolean =>
  statistics.attemptNumber > attemptNumber
