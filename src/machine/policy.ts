import { RetryError } from '../errors/retry-error.ts'
import { systemRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { retryIfExceptionType } from '../strategies/retry-if-exception-type.ts'
import { retryNever } from '../strategies/retry-never.ts'
import { stopNever } from '../strategies/stop-never.ts'
import type { HookFunction, RetryFunction, StopFunction, WaitFunction } from '../strategies/strategy.ts'
import { waitNone } from '../strategies/wait-none.ts'
import { systemClock } from '../time.ts'
import type { Clock } from '../time.ts'
import type { Program } from './link.ts'
import { checkOptions, toLimit } from './check-options.ts'
import type { RetryObserver } from './observer.ts'
import type { RetryOptions } from './options.ts'
import { programFor } from './program-for.ts'

/** Options that were checked and completed; each has every field, so that all have one shape. */
export interface Policy {
  readonly stop: StopFunction
  readonly wait: WaitFunction
  readonly retry: RetryFunction
  readonly before: HookFunction | undefined
  readonly after: HookFunction | undefined
  readonly beforeSleep: HookFunction | undefined
  readonly sleep: RetryOptions['sleep'] | undefined
  readonly reraise: boolean
  readonly retryErrorCls: NonNullable<RetryOptions['retryErrorCls']>
  readonly retryErrorCallback: RetryOptions['retryErrorCallback'] | undefined
  readonly name: string | undefined
  readonly enabled: boolean
  readonly signal: AbortSignal | undefined
  /** Milliseconds. */
  readonly attemptTimeout: number | undefined
  /** Milliseconds. */
  readonly timeout: number | undefined
  readonly observer: RetryObserver | undefined
  readonly clock: Clock
  readonly random: Random
  readonly unref: boolean
  readonly id: string
  readonly version: string
  /** The chart, linked for what this policy has. */
  readonly program: Program
}

/**
 * Checks options and completes them.
 *
 * @throws TypeError or RangeError that names the wrong option and the value received
 */
export function createPolicy(options: RetryOptions): Policy {
  checkOptions(options)
  const { enabled = true } = options
  return {
    stop: options.stop ?? stopNever(),
    wait: options.wait ?? waitNone(),
    retry: enabled ? (options.retry ?? retryIfExceptionType()) : retryNever(),
    before: enabled ? options.before : undefined,
    after: options.after,
    beforeSleep: options.beforeSleep,
    sleep: options.sleep,
    reraise: options.reraise ?? false,
    retryErrorCls: options.retryErrorCls ?? RetryError,
    retryErrorCallback: options.retryErrorCallback,
    name: options.name,
    enabled,
    signal: options.signal,
    attemptTimeout: toLimit('attemptTimeout', options.attemptTimeout),
    timeout: toLimit('timeout', options.timeout),
    observer: options.observer,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    unref: options.unref ?? false,
    id: options.id ?? 'retry',
    version: options.version ?? '1',
    program: programFor(options),
  }
}
