import { seconds } from './label.ts'
import { LONGEST_WAIT, upTo } from './limits.ts'
import { readFactor } from './read-factor.ts'

/** The defaults of exponential waits. */
export const GROWTH = { multiplier: 1000, expBase: 2, min: 0, max: LONGEST_WAIT }

/** How those of them are read that are no durations. */
export const GROWTH_READERS = { expBase: readFactor }

export type GrowthSizes = typeof GROWTH

/** `multiplier * expBase ** (attemptNumber - 1)`, never NaN: 0 stays 0 and Infinity stays Infinity for ever. */
export function grow({ multiplier, expBase }: GrowthSizes, attemptNumber: number): number {
  const grown = multiplier * expBase ** (attemptNumber - 1)
  return Number.isNaN(grown) ? multiplier : grown
}

/** In words: `0.2 s doubling to 10 s`. */
export function describeGrowth({ multiplier, expBase, min, max }: GrowthSizes): string {
  const growing = expBase === 2 ? 'doubling' : `times ${expBase} each time`
  return `${seconds(multiplier)} ${growing}${upTo(max)}${min > 0 ? `, at least ${seconds(min)}` : ''}`
}
