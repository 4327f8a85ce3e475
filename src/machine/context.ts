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
