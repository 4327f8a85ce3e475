import { GROWTH, GROWTH_READERS, describeGrowth, grow } from './common/growth.ts'
import { clamp } from './common/limits.ts'
import { readSizes } from './common/sizes.ts'
import { uniform } from './common/uniform.ts'
import { createWait } from './common/create-strategy.ts'
import type { WaitStrategy } from './strategy.ts'
import type { WaitExponentialOptions } from './wait-exponential.ts'

/**
 * Waits a random time between `min` and what `waitExponential` would wait: exponential backoff with full jitter, for
 * many clients of one resource. Tenacity's `wait_random_exponential`; the "Full Jitter" of
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/.
 *
 * @param options - durations: milliseconds from 0 to Infinity, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when one is out of range, or `min` is above `max`
 *
 * @example
 * import { waitRandomExponential } from 'holdfast'
 *
 * const wait = waitRandomExponential({ multiplier: '200ms', max: '10s' })
 * wait.describe() // => '0.2 s doubling to 10 s, full jitter'
 */
export function waitRandomExponential(options: WaitExponentialOptions = {}): WaitStrategy {
  const { sizes, given, label } = readSizes('waitRandomExponential', options, GROWTH, GROWTH_READERS)
  return createWait(
    (state) => uniform(state, sizes.min, clamp(grow(sizes, state.attemptNumber), sizes)),
    label,
    () => `${describeGrowth(sizes)}, full jitter`,
    { type: 'randomExponential', multiplier: sizes.multiplier, ...given },
  )
}
