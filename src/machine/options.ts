import type { RetryErrorInit } from '../errors/retry-error.ts'
import type { Random } from '../random.ts'
import type { RetryCallState } from '../strategies/call-state.ts'
import type { Duration } from '../strategies/duration.ts'
import type { HookFunction, RetryFunction, StopFunction, WaitFunction } from '../strategies/strategy.ts'
import type { Clock } from '../time.ts'
import type { RetryObserver } from './observer.ts'

/**
 * What to retry, how long to wait and when to stop; all optional. Without any it is Tenacity's default: whatever is
 * thrown is retried for ever, without a wait.
 *
 * Durations are milliseconds from 0 to Infinity, or a string as the `ms` package reads it: `'250ms'`, `'1.5s'`, `'5m'`.
 * Strategies are the built-in ones or plain functions, sync or async.
 */
export interface RetryOptions {
  /** When to give up. @default stopNever() */
  readonly stop?: StopFunction | undefined
  /** How long to sleep before the next attempt; `null` is no wait. @default waitNone() */
  readonly wait?: WaitFunction | null | undefined
  /** Which outcomes to retry. @default retryIfExceptionType(): whatever is thrown, but no `AbortError` */
  readonly retry?: RetryFunction | undefined
  /** Called and awaited before each attempt. */
  readonly before?: HookFunction | undefined
  /** Called and awaited after each attempt that is to be retried. */
  readonly after?: HookFunction | undefined
  /** Called and awaited before each sleep. */
  readonly beforeSleep?: HookFunction | undefined
  /** How to sleep: gets the delay in milliseconds, 0 included. @default a timer on `clock` */
  readonly sleep?:
    | ((ms: number, options: { readonly signal: AbortSignal }) => PromiseLike<unknown>)
    | undefined
  /** On giving up, throw the last attempt's own error and no `RetryError`. @default false */
  readonly reraise?: boolean | undefined
  /** The class of the error that is thrown on giving up. @default RetryError */
  readonly retryErrorCls?: (new (init: RetryErrorInit) => unknown) | undefined
  /**
   * On giving up, its value (awaited) is returned and nothing thrown. It should be of the function's type, which types do
   * not check.
   */
  readonly retryErrorCallback?: ((state: RetryCallState) => unknown) | undefined
  /** In logs and messages. @default the function's name */
  readonly name?: string | undefined
  /** With `false` the function is called once and nothing is retried. @default true */
  readonly enabled?: boolean | undefined
  /** Ends the session at once, also mid-sleep; the call then rejects with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
  /** How long an attempt may take: its signal is then aborted, and it failed with a `TimeoutError`. @default Infinity */
  readonly attemptTimeout?: Duration | undefined
  /** How long the whole session may take: it then ends with a `TimeoutError`, also mid-attempt. @default Infinity */
  readonly timeout?: Duration | undefined
  /** Told what this policy's sessions do, as `observe` is for all. */
  readonly observer?: RetryObserver | undefined
  /** Where time comes from. @default the platform's clock */
  readonly clock?: Clock | undefined
  /** Where chance comes from: a number from 0 (included) to 1 (excluded). @default Math.random */
  readonly random?: Random | undefined
  /** Lets a Node process exit during a sleep. @default false */
  readonly unref?: boolean | undefined
  /** Names the machine, for whoever inspects or stores its sessions. @default 'retry' */
  readonly id?: string | undefined
  /** The machine's version; changed strategies need no new one. @default '1' */
  readonly version?: string | undefined
}
