import { seconds } from './label.ts'

/** Tenacity's longest wait, sys.maxsize / 2 seconds, in milliseconds: no limit. */
export const LONGEST_WAIT = 2 ** 62 * 1000

export const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.max(min, Math.min(value, max))

/** In words: ` to 10 s`, or nothing where there is no limit. */
export const upTo = (max: number): string => (max < LONGEST_WAIT ? ` to ${seconds(max)}` : '')
