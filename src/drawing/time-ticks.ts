/**
 * Times at which a scale is marked: so many whole units from its start that a person can count on.
 *
 * @param origin - from where times count; milliseconds, as are the others
 * @param most - how many at most
 */
export function timeTicks(origin: number, from: number, to: number, most: number): readonly number[] {
  const step = STEPS.find((size) => (to - from) / size <= most) ?? Math.ceil((to - from) / most / YEAR) * YEAR
  const first = Math.ceil((from - origin) / step - 1e-9)
  const last = Math.floor((to - origin) / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => origin + (first + index) * step)
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  [1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  [1, 2, 3, 6, 12].map((count) => count * HOUR),
  [1, 2, 5, 10, 30, 90, 180, 365].map((count) => count * DAY),
)
