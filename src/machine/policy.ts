import { RetryError } from '../errors/retry-error.ts'
import { systemRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { checkStrategy } from '../strategies/common/check-strategy.ts'
import { retryByDefault } from '../strategies/common/retry-by-default.ts'
import type { HookFunction, RetryFunction, StopFunction, WaitFunction } from '../strategies/strategy.ts'
import { systemClock } from '../time.ts'
import type { Clock } from '../time.ts'
import { anObserver } from './observer.ts'
import type { RetryObserver } from './observer.ts'
import type { RetryOptions } from './options.ts'
import {
  aBoolean,
  aFunction,
  aLimit,
  aName,
  aRetryErrorClass,
  aSignal,
  anObjectWith,
  readOptions,
} from './read-options.ts'
import type { Reader } from './read-options.ts'

/** Options that were checked and completed; each has every field, so that all have one shape. */
export interface Policy {
  /** Absent, it never stops. */
  readonly stop: StopFunction | undefined
  /** Absent, there is no wait. */
  readonly wait: WaitFunction | undefined
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
}

/**
 * Checks options and completes them.
 *
 * @throws TypeError or RangeError that names the wrong option and the value received
 */
export const createPolicy = (options: RetryOptions): Policy => completePolicy(readRetryOptions(options))

/** Completes options that were read. */
export function completePolicy(options: RetryOptions): Policy {
  const policy = { ...DEFAULTS, ...options } as Policy // Each option was read by its own reader.
  return policy.enabled ? policy : { ...policy, before: undefined }
}

/** Checks options, and gives those that there are as an object that can be spread. */
export const readRetryOptions = (options: RetryOptions): RetryOptions => readOptions(options, READERS)

const aDecision: Reader = (option, value) => checkStrategy(option, value, 'plus')

const READERS: Readonly<Record<keyof RetryOptions, Reader>> = {
  stop: aDecision,
  wait: (option, value) => (value === null ? undefined : checkStrategy(option, value, 'or')),
  retry: aDecision,
  before: aFunction,
  after: aFunction,
  beforeSleep: aFunction,
  sleep: aFunction,
  reraise: aBoolean,
  retryErrorCls: aRetryErrorClass,
  retryErrorCallback: aFunction,
  name: aName,
  enabled: aBoolean,
  signal: aSignal,
  attemptTimeout: aLimit,
  timeout: aLimit,
  observer: anObserver,
  clock: anObjectWith('now', 'monotonic', 'setTimer'),
  random: aFunction,
  unref: aBoolean,
  id: aName,
  version: aName,
}

/** The others are undefined, but there. */
const DEFAULTS: Partial<Policy> = {
  ...Object.fromEntries(Object.keys(READERS).map((option) => [option, undefined])),
  retry: retryByDefault,
  reraise: false,
  retryErrorCls: RetryError,
  enabled: true,
  clock: systemClock,
  random: systemRandom,
  unref: false,
  id: 'retry',
  version: '1',
}
