import type { Awaitable } from '../awaitable.ts'
import type { RetryCallState } from './call-state.ts'

/** Asked about a retried attempt: stop here? Truthy stops. */
export type StopFunction = (state: RetryCallState) => Awaitable<boolean>
/** Asked for the delay before the next attempt: milliseconds, 0 to Infinity; `null` and `undefined` are 0. */
export type WaitFunction = (state: RetryCallState) => Awaitable<number | null | undefined | void>
/** Asked about an attempt: retry it? Truthy retries. */
export type RetryFunction = (state: RetryCallState) => Awaitable<boolean>
/** Called at a point of the session and awaited. */
export type HookFunction = (state: RetryCallState) => unknown

/** What every built-in strategy has besides being callable. */
export interface StrategyFacts {
  /** The constructor and its arguments, as code: `stopAfterAttempt(5)`. */
  readonly label: string
  /** In words: `up to 5 attempts`. */
  describe(): string
  /** As plain data that `strategyFromJSON` reads back; throws a TypeError when a part is a plain function. */
  toJSON(): StrategyJSON
}

/** A strategy as plain data; sizes are milliseconds, and an infinite one is the string `'Infinity'`. */
export interface StrategyJSON {
  readonly type: string
  readonly [key: string]: unknown
}

export interface StopStrategy extends StrategyFacts {
  (state: RetryCallState): Awaitable<boolean>
  /** Stops as soon as either does; the other is asked second, if at all. */
  or(other: StopFunction): StopStrategy
  /** Stops only when both do. */
  and(other: StopFunction): StopStrategy
}
export interface WaitStrategy extends StrategyFacts {
  (state: RetryCallState): Awaitable<number | null | undefined | void>
  /** Waits for the sum of both. */
  plus(other: WaitFunction): WaitStrategy
}
export interface RetryStrategy extends StrategyFacts {
  (state: RetryCallState): Awaitable<boolean>
  /** Retries as soon as either does; the other is asked second, if at all. */
  or(other: RetryFunction): RetryStrategy
  /** Retries only when both do. */
  and(other: RetryFunction): RetryStrategy
}
