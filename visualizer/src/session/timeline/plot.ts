import type { TimeRange } from './time-range.ts'

/** Where in a drawing its time runs, from left to right. */
export interface Plot extends TimeRange {
  /** Pixels from the left. */
  readonly left: number
  readonly width: number
}

/** Where `drawTimeline` lets it run: beside the names of lanes, and not quite to the end. */
export const plotOf = (width: number, { from, to }: TimeRange): Plot => ({
  from,
  to,
  left: LEFT,
  width: Math.max(1, width - LEFT - RIGHT),
})

const LEFT = 76
const RIGHT = 12

/** The instant at a place of the drawing, within what is shown. */
export function timeAt({ from, to, left, width }: Plot, x: number): number {
  const share = (x - left) / width
  return from + Math.max(0, Math.min(share, 1)) * (to - from)
}
