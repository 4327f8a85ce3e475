import { exactDuration } from 'holdfast/drawing'
import type { TimelineBar } from 'holdfast/drawing'
import type { SessionRow } from 'holdfast/visualizer'

import { GOES_ON, standsStill } from '../head/waits-for-program.ts'
import { clockTime } from '../words/clock-time.ts'

/**
 * What a stretch of a timeline is, and exactly how long it took.
 *
 * @param row - of its session
 * @param now - epoch milliseconds: days are told of what is not of today
 */
export function describeBar(bar: TimelineBar, row: SessionRow, now: number): string {
  const { label, from, to, isOpen, outcome, error, planned } = bar
  const length = exactDuration(to - from)
  const clock = (at: number) => clockTime(at, now)
  const span = `${clock(from)} to ${clock(to)}`
  if (!isOpen) {
    const end = outcome === undefined || outcome === 'done' ? '' : `, ${outcome}`
    const why = error === undefined ? '' : `: ${error}`
    return `${label}: ${length}${end}${why} (${span})`
  }
  if (row.status === 'lost') {
    const plan = planned === undefined ? '' : `, was to last until ${clock(planned)}`
    return `${label}: at least ${length}${plan} (${span}, when it was last heard of)`
  }
  if (standsStill(row))
    return `${label}: ${length}${outcome === 'cut' ? ' at most' : ''}, it ${GOES_ON} (${span})`
  const plan = planned === undefined ? '' : `, until ${clock(planned)}`
  return `${label}: for ${length} so far${plan} (${clock(from)} to now)`
}
