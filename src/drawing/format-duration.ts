/**
 * A duration for a person, in two units at most.
 *
 * @param ms - milliseconds; may be negative or Infinity
 * @example
 * import { formatDuration } from 'holdfast/drawing'
 *
 * formatDuration(0.4) // => '0.4 ms'
 * formatDuration(1204) // => '1.20 s'
 * formatDuration(7_380_000) // => '2 h 3 min'
 */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`
  if (!Number.isFinite(ms)) return 'for ever'
  if (ms < 99.95) return `${Number(ms.toFixed(1))} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${ms % SECOND === 0 ? ms / SECOND : (ms / SECOND).toFixed(ms < 9995 ? 2 : 1)} s`
  // The last unit has all that is left.
  const [, size, unit, smaller, smallerUnit] = UNITS.find(([least]) => ms >= least)!
  const amount = Math.round(ms / smaller)
  const rest = amount % (size / smaller)
  const whole = `${(amount - rest) / (size / smaller)} ${unit}`
  return rest === 0 ? whole : `${whole} ${rest} ${smallerUnit}`
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** From what on, what it counts, and what it counts beside that. What would round up to the next unit has that one. */
const UNITS = [
  [DAY - MINUTE / 2, DAY, 'd', HOUR, 'h'],
  [HOUR - SECOND / 2, HOUR, 'h', MINUTE, 'min'],
  [0, MINUTE, 'min', SECOND, 's'],
] as const
