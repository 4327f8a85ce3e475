import { INVALID_OPTION, invalidRange, invalidType, withCode } from '../errors/invalid.ts'
import { show } from '../errors/show.ts'
import { readDuration } from '../strategies/duration.ts'
import type { Duration } from '../strategies/duration.ts'
import { checkObserver } from './observer.ts'
import type { RetryOptions } from './options.ts'

export type Check = (option: string, value: unknown) => void

/**
 * Checks a policy's options beyond what types can promise.
 *
 * @throws TypeError or RangeError that names the option and the value received
 */
export function checkOptions(options: unknown): asserts options is RetryOptions {
  checkEach(options, CHECKS)
}

/** Checks each option by its name; there are no others. */
export function checkEach(options: unknown, checks: Readonly<Record<string, Check>>): void {
  if (typeof options !== 'object' || options === null) throw invalidType('options', 'an object', options)
  for (const [option, value] of Object.entries(options)) {
    const checkValue = Object.hasOwn(checks, option) ? checks[option] : undefined
    if (checkValue === undefined) throw unknownOption(option, value, checks)
    if (value !== undefined) checkValue(option, value)
  }
}

/** Reads a time limit: above 0 ms; none where it is infinite, which is the default. */
export function toLimit(option: string, limit: Duration = Infinity): number | undefined {
  const ms = readDuration(option, limit)
  // In some libraries 0 means no limit, in others no time at all.
  if (ms === 0) throw invalidRange(option, 'above 0 ms; Infinity is no limit', limit)
  return ms === Infinity ? undefined : ms
}

export const aFunction: Check = (option, value) => {
  if (typeof value !== 'function') throw invalidType(option, 'a function', value)
}

const aBoolean: Check = (option, value) => {
  if (typeof value !== 'boolean') throw invalidType(option, 'true or false', value)
}

export const aName: Check = (option, value) => {
  if (typeof value !== 'string' || value === '')
    throw invalidType(option, 'a string that is not empty', value)
}

export const anObjectWith =
  (...methods: readonly string[]): Check =>
  (option, value) => {
    const has = (method: string) => typeof (value as Record<string, unknown> | null)?.[method] === 'function'
    if (!methods.every(has))
      throw invalidType(option, `an object with the methods ${methods.join(', ')}`, value)
  }

export const aSignal = anObjectWith('addEventListener', 'removeEventListener')

const unknownOption = (option: string, value: unknown, checks: Readonly<Record<string, Check>>) =>
  withCode(
    new TypeError(`unknown option ${option}: ${show(value)}; there are ${Object.keys(checks).join(', ')}`),
    INVALID_OPTION,
  )

const CHECKS: Readonly<Record<keyof RetryOptions, Check>> = {
  stop: aFunction,
  wait: (option, value) => {
    if (value !== null) aFunction(option, value)
  },
  retry: aFunction,
  before: aFunction,
  after: aFunction,
  beforeSleep: aFunction,
  sleep: aFunction,
  reraise: aBoolean,
  retryErrorCls: aFunction,
  retryErrorCallback: aFunction,
  name: aName,
  enabled: aBoolean,
  signal: aSignal,
  attemptTimeout: toLimit as Check,
  timeout: toLimit as Check,
  observer: checkObserver,
  clock: anObjectWith('now', 'monotonic', 'setTimer'),
  random: aFunction,
  unref: aBoolean,
  id: aName,
  version: aName,
}
