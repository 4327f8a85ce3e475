import { exactDuration } from 'holdfast/drawing'
import type { TimelineBar } from 'holdfast/drawing'

import { clockTime } from '../words/clock-time.ts'

/**
 * What a stretch of a timeline is, and exactly how long it took.
 *
 * @param now - epoch milliseconds: days are told of what is not of today
 */
export function describeBar(bar: TimelineBar, now: number): string {
  const { label, from, to, isOpen, outcome, error, planned } = bar
  const length = exactDuration(to - from)
  const took = isOpen ? `for ${length} so far` : length
  const end = outcome === undefined || outcome === 'done' ? '' : `, ${outcome}`
  const why = error === undefined ? '' : `: ${error}`
  const plan = planned === undefined || !isOpen ? '' : `, until ${clockTime(planned, now)}`
  return `${label}: ${took}${end}${why}${plan} (${clockTime(from, now)} to ${isOpen ? 'now' : clockTime(to, now)})`
}
