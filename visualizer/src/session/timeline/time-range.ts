/** What a timeline shows; epoch milliseconds. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/**
 * Shows less or more of a timeline, keeping an instant where it is.
 *
 * @param factor - below 1 for less
 * @returns undefined for all of it, which grows as time goes on
 */
export function zoomRange(
  range: TimeRange,
  factor: number,
  around: number,
  whole: TimeRange,
): TimeRange | undefined {
  const length = range.to - range.from
  const next = Math.max(length * factor, SHORTEST)
  if (next >= whole.to - whole.from) return undefined
  const share = length === 0 ? 0.5 : (around - range.from) / length
  return shifted(around - share * next, next, whole)
}

/** Where to zoom without a pointer: to the middle of what is looked at, as far as that is in sight, or else of all. */
export function zoomCenter(range: TimeRange, looked: TimeRange | undefined): number {
  const from = Math.max(range.from, looked?.from ?? Infinity)
  const to = Math.min(range.to, looked?.to ?? -Infinity)
  return from <= to ? (from + to) / 2 : (range.from + range.to) / 2
}

/** Shows an earlier or a later part, and nothing beyond the whole. */
export const panRange = (range: TimeRange, by: number, whole: TimeRange): TimeRange =>
  shifted(range.from + by, range.to - range.from, whole)

/** The range between two instants, in any order; undefined where they are as good as one. */
export function rangeBetween(one: number, other: number, whole: TimeRange): TimeRange | undefined {
  const from = Math.max(Math.min(one, other), whole.from)
  const to = Math.min(Math.max(one, other), whole.to)
  return to - from < SHORTEST ? undefined : { from, to }
}

/** The range moved so that an instant is in it. */
export function rangeWith(range: TimeRange, at: number, whole: TimeRange): TimeRange {
  if (at >= range.from && at <= range.to) return range
  const length = range.to - range.from
  return shifted(at - length / 2, length, whole)
}

function shifted(from: number, length: number, whole: TimeRange): TimeRange {
  const first = Math.max(whole.from, Math.min(from, whole.to - length))
  return { from: first, to: first + length }
}

/** Milliseconds. */
const SHORTEST = 1
