import type { Operation } from 'effection'
import type { Awaitable } from '../../awaitable.ts'
import type { RetryOptions } from '../../machine/options.ts'
import type { RetryCallState } from '../../strategies/call-state.ts'

/**
 * What to retry, how long to wait and when to stop: the `RetryOptions` of `holdfast`, of which whatever is called may
 * also give an operation. It runs in the scope of the call, and is halted with it.
 *
 * The functions that the strategies of `holdfast` are built of, such as the predicate of `retryIfException`, give values
 * or promises.
 */
export interface EffectionRetryOptions extends Omit<RetryOptions, 'stop' | 'wait' | 'retry' | 'sleep'> {
  /** When to give up. @default stopNever() */
  readonly stop?: ((state: RetryCallState) => Awaitable<boolean> | Operation<boolean>) | undefined
  /** How long to sleep before the next attempt, in milliseconds; `null` is no wait. @default waitNone() */
  readonly wait?: ((state: RetryCallState) => Awaitable<Delay> | Operation<Delay>) | null | undefined
  /** Which outcomes to retry. @default retryIfExceptionType(): whatever is thrown, but no `AbortError` */
  readonly retry?: ((state: RetryCallState) => Awaitable<boolean> | Operation<boolean>) | undefined
  /**
   * How to sleep: gets the delay in milliseconds, 0 included.
   *
   * @default Effection's `sleep`, or a timer on `clock` where that or `unref` is given
   */
  readonly sleep?:
    | ((ms: number, options: { readonly signal: AbortSignal }) => PromiseLike<unknown> | Operation<unknown>)
    | undefined
}

type Delay = number | null | undefined | void
