import type { Awaitable } from '../awaitable.ts'
import { invalidType } from '../errors/invalid.ts'
import { labelOf, nameOf } from './common/label.ts'
import { createWait } from './common/create-strategy.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/**
 * Waits what a function makes of the error. Tenacity's `wait_exception`.
 *
 * @param delayOf - gives milliseconds from 0 to Infinity for whatever was thrown, or a promise of them
 * @param afterResult - the wait after a retried result, where Tenacity throws
 * @throws TypeError when `delayOf` is no function or `afterResult` no duration
 *
 * @example
 * import { waitException } from 'holdfast'
 *
 * const delayOf = (error: unknown) => (error instanceof RangeError ? 5000 : 250)
 * waitException(delayOf).label // => 'waitException(delayOf)'
 */
export function waitException(delayOf: DelayOf, afterResult: Duration = 0): WaitStrategy {
  if (typeof delayOf !== 'function') throw invalidType('waitException: delayOf', 'a function', delayOf)
  const ms = readDuration('waitException: afterResult', afterResult)
  return createWait(
    ({ outcome }) => (outcome?.failed ? delayOf(outcome.error) : ms),
    `waitException(${labelOf(delayOf)})`,
    () => `what ${nameOf(delayOf)} makes of the error`,
    undefined,
  )
}

/** The type of a method, whose parameter TypeScript compares both ways: it may ask for a class of error. */
type DelayOf = { delayOf(error: unknown): Awaitable<number | null | undefined> }['delayOf']
