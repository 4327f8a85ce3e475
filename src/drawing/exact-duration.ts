import { formatDuration } from './format-duration.ts'

/**
 * A duration for a person who wants to know it exactly: `formatDuration`, but from a minute on down to tenths of a
 * second, in as many units as that takes.
 *
 * @param ms - milliseconds; may be negative or Infinity
 * @example
 * import { exactDuration } from 'holdfast/drawing'
 *
 * exactDuration(1204) // => '1.20 s'
 * exactDuration(7_381_500) // => '2 h 3 min 1.5 s'
 */
export function exactDuration(ms: number): string {
  if (ms < 0) return `−${exactDuration(-ms)}`
  const whole = Math.round(ms / 100) * 100
  if (whole < MINUTE || !Number.isFinite(ms)) return formatDuration(ms)
  const amounts = [
    [Math.floor(whole / DAY), 'd'],
    [Math.floor((whole % DAY) / HOUR), 'h'],
    [Math.floor((whole % HOUR) / MINUTE), 'min'],
    [(whole % MINUTE) / SECOND, 's'],
  ] as const
  return amounts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
