import { invalidType } from '../errors/invalid.ts'
import { GROWTH, GROWTH_READERS, describeGrowth, grow } from './common/growth.ts'
import { seconds } from './common/label.ts'
import { clamp } from './common/limits.ts'
import { readSizes } from './common/sizes.ts'
import { uniform } from './common/uniform.ts'
import { createWait } from './common/create-strategy.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'
import type { WaitExponentialOptions } from './wait-exponential.ts'

/** Options of `waitExponentialJitter`. */
export interface WaitExponentialJitterOptions extends WaitExponentialOptions {
  /** Tenacity's name for `multiplier`. */
  readonly initial?: Duration | undefined
  /** The most that chance adds to each wait. @default 1000 */
  readonly jitter?: Duration | undefined
}

/**
 * Waits what `waitExponential` would, and a random time up to `jitter` on top, all kept between `min` and `max`.
 * Tenacity's `wait_exponential_jitter`; the strategy of https://cloud.google.com/storage/docs/retry-strategy.
 *
 * @param options - durations: milliseconds from 0 to Infinity, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when one is out of range, or `min` is above `max`
 *
 * @example
 * import { waitExponentialJitter } from 'holdfast'
 *
 * waitExponentialJitter({ max: '32s' }).describe() // => '1 s doubling to 32 s, up to 1 s of jitter'
 */
export function waitExponentialJitter(options: WaitExponentialJitterOptions = {}): WaitStrategy {
  const defaults = { ...GROWTH, jitter: 1000 }
  const { sizes, given, label } = readSizes(
    'waitExponentialJitter',
    withMultiplier(options),
    defaults,
    GROWTH_READERS,
  )
  const { multiplier, jitter } = sizes
  return createWait(
    (state) => clamp(uniform(state, 0, jitter) + grow(sizes, state.attemptNumber), sizes),
    label,
    () => `${describeGrowth(sizes)}, up to ${seconds(jitter)} of jitter`,
    { type: 'exponentialJitter', multiplier, jitter, ...given },
  )
}

function withMultiplier(options: WaitExponentialJitterOptions): WaitExponentialJitterOptions {
  if (!('initial' in Object(options))) return options
  const { initial, ...others } = options
  if (initial === undefined) return others
  if (others.multiplier === undefined) return { ...others, multiplier: initial }
  throw invalidType(
    'waitExponentialJitter: initial',
    'left out where multiplier, its other name, is given',
    initial,
  )
}
