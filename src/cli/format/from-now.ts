import { isoTime } from '../../time.ts'

/** An instant as seen from another: `in 3 h`, `2 m ago`. */
export function fromNow(instant: number, now: number): string {
  const ms = instant - now
  if (Math.abs(ms) < 1000) return 'now'
  return ms > 0 ? `in ${amountOf(ms)}` : `${amountOf(-ms)} ago`
}

/** The same after the instant itself: `2026-01-31T09:00:00.000Z (in 3 h)`. */
export const dated = (instant: number, now: number): string =>
  `${Math.abs(instant) <= LATEST_DATE ? isoTime(instant) : 'beyond all dates'} (${fromNow(instant, now)})`

/** A duration in the largest unit of which it has two: `90 s`, `2 m`. */
export function amountOf(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= 2 * length) ?? SECONDS
  return `${Number((ms / size).toFixed(ms < 10 * SECONDS[1] ? 1 : 0))} ${unit}`
}

const SECONDS = ['s', 1000] as const

const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], SECONDS] as const

/** What ISO 8601 can write in JavaScript; a session may sleep for longer. */
const LATEST_DATE = 8.64e15
