import { seconds } from './common/label.ts'
import { LONGEST_WAIT, upTo } from './common/limits.ts'
import { readFactor } from './common/read-factor.ts'
import { readSizes } from './common/sizes.ts'
import { uniform } from './common/uniform.ts'
import { createWait } from './common/create-strategy.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/** Options of `waitDecorrelatedJitter`. */
export interface WaitDecorrelatedJitterOptions {
  /** The shortest wait. @default 1000 */
  readonly min?: Duration | undefined
  /** How much longer than the wait before it a wait may be: a finite number above 0. @default 3 */
  readonly factor?: number | undefined
  /** The longest wait. @default practically none: 2 ** 62 seconds */
  readonly max?: Duration | undefined
}

/**
 * Waits a random time between `min` and `factor` times the wait before, at most `max`. The "Decorrelated Jitter" of
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/; Tenacity has none.
 *
 * It remembers nothing: the wait before is `state.upcomingSleep`, so inside another strategy it is the whole wait.
 *
 * @param options - durations: milliseconds from 0 to Infinity, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when one is out of range, or `min` is above `max`
 *
 * @example
 * import { waitDecorrelatedJitter } from 'holdfast'
 *
 * const wait = waitDecorrelatedJitter({ min: '100ms', max: '20s' })
 * wait.describe() // => '0.1 s to 20 s, decorrelated jitter'
 */
export function waitDecorrelatedJitter(options: WaitDecorrelatedJitterOptions = {}): WaitStrategy {
  const defaults = { min: 1000, factor: 3, max: LONGEST_WAIT }
  const { sizes, given, label } = readSizes('waitDecorrelatedJitter', options, defaults, {
    factor: readFactor,
  })
  const { min, factor, max } = sizes
  return createWait(
    (state) => {
      const high = Math.max(min, factor * Math.max(min, state.upcomingSleep))
      return Math.min(max, uniform(state, min, high))
    },
    label,
    () => `${seconds(min)}${upTo(max)}, decorrelated jitter`,
    { type: 'decorrelatedJitter', ...given },
  )
}
