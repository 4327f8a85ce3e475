import { GROWTH, GROWTH_READERS, describeGrowth, grow } from './common/growth.ts'
import { clamp } from './common/limits.ts'
import { readSizes } from './common/sizes.ts'
import { createWait } from './common/create-strategy.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/** Options of `waitExponential` and `waitRandomExponential`. */
export interface WaitExponentialOptions {
  /** The wait after the first attempt. @default 1000 */
  readonly multiplier?: Duration | undefined
  /** By what each further attempt multiplies it: a finite number above 0. @default 2 */
  readonly expBase?: number | undefined
  /** The shortest wait. @default 0 */
  readonly min?: Duration | undefined
  /** The longest wait. @default practically none: 2 ** 62 seconds, as in Tenacity */
  readonly max?: Duration | undefined
}

/**
 * Waits `multiplier * expBase ** (attemptNumber - 1)`, kept between `min` and `max`: exponential backoff without jitter,
 * for a resource that is down. Among many clients `waitRandomExponential` spreads better. Tenacity's `wait_exponential`.
 *
 * @param options - durations: milliseconds from 0 to Infinity, or strings as the `ms` package reads them
 * @throws TypeError when one is no duration, RangeError when one is out of range, or `min` is above `max`
 *
 * @example
 * import { waitExponential } from 'holdfast'
 *
 * waitExponential({ multiplier: '200ms', max: '10s' }).describe() // => '0.2 s doubling to 10 s'
 */
export function waitExponential(options: WaitExponentialOptions = {}): WaitStrategy {
  const { sizes, given, label } = readSizes('waitExponential', options, GROWTH, GROWTH_READERS)
  return createWait(
    (state) => clamp(grow(sizes, state.attemptNumber), sizes),
    label,
    () => describeGrowth(sizes),
    { type: 'exponential', multiplier: sizes.multiplier, ...given },
  )
}
