import { seconds } from './common/label.ts'
import { readSizes } from './common/sizes.ts'
import { uniform } from './common/uniform.ts'
import { createWait } from './common/create-strategy.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/** Options of `waitRandom`. */
export interface WaitRandomOptions {
  /** The shortest wait. @default 0 */
  readonly min?: Duration | undefined
  /** The longest wait. @default 1000 */
  readonly max?: Duration | undefined
}

/**
 * Waits a random time between two limits. Tenacity's `wait_random`.
 *
 * @param options - durations: milliseconds from 0 to Infinity, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when one is negative, or `min` is above `max`
 *
 * @example
 * import { waitRandom } from 'holdfast'
 *
 * waitRandom({ min: '1s', max: '3s' }).describe() // => '1 s to 3 s at random'
 */
export function waitRandom(options: WaitRandomOptions = {}): WaitStrategy {
  const { sizes, label } = readSizes('waitRandom', options, { min: 0, max: 1000 })
  const { min, max } = sizes
  return createWait(
    (state) => uniform(state, min, max),
    label,
    () => `${seconds(min)} to ${seconds(max)} at random`,
    { type: 'random', min, max },
  )
}
