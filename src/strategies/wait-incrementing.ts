import { seconds } from './common/label.ts'
import { LONGEST_WAIT, clamp, upTo } from './common/limits.ts'
import { readSizes } from './common/sizes.ts'
import { createWait } from './common/create-strategy.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/** Options of `waitIncrementing`. */
export interface WaitIncrementingOptions {
  /** The wait after the first attempt; may be negative. @default 0 */
  readonly start?: Duration | undefined
  /** What each further attempt adds; may be negative. @default 100_000 */
  readonly increment?: Duration | undefined
  /** The longest wait. @default practically none: 2 ** 62 seconds, as in Tenacity */
  readonly max?: Duration | undefined
}

/**
 * Waits longer by the same amount after each attempt, never less than 0. Tenacity's `wait_incrementing`.
 *
 * @param options - durations: milliseconds, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when `max` is negative
 *
 * @example
 * import { waitIncrementing } from 'holdfast'
 *
 * waitIncrementing({ start: '1s', increment: '2s', max: '10s' }).describe() // => '1 s plus 2 s each time to 10 s'
 */
export function waitIncrementing(options: WaitIncrementingOptions = {}): WaitStrategy {
  const defaults = { start: 0, increment: 100_000, max: LONGEST_WAIT }
  const { sizes, given, label } = readSizes('waitIncrementing', options, defaults, {
    start: readStep,
    increment: readStep,
  })
  const { start, increment, max } = sizes
  const limits = { min: 0, max }
  return createWait(
    (state) => {
      const delay = start + increment * (state.attemptNumber - 1)
      // Infinity * 0, or Infinity - Infinity.
      return clamp(Number.isNaN(delay) ? start : delay, limits)
    },
    label,
    () => `${seconds(start)} plus ${seconds(increment)} each time${upTo(max)}`,
    { type: 'incrementing', start, increment, ...given },
  )
}

/** A duration that may be negative. */
const readStep = (option: string, value: unknown) => readDuration(option, value, -Infinity)
