import { timelineOf, timelineOfHistory } from 'holdfast/drawing'
import type { Timeline } from 'holdfast/drawing'
import type { SessionDetail, SessionRow, StoredFacts } from 'holdfast/visualizer'

import { standsStill } from '../head/waits-for-program.ts'

/** What a session did when, from what is known of it: no longer than something is. */
export function timelineIn(detail: SessionDetail, now: number): Timeline | undefined {
  const { row, messages, forgotten, stored } = detail
  if (messages.length > 0) {
    const timeline = timelineOf(messages, isStill(row) ? row.changedAt : now)
    return forgotten > 0 ? { ...timeline, hasGap: true } : timeline
  }
  return stored && timelineOfStored(stored, row, now)
}

/** Whether nothing more is told of a session. */
export const isStill = ({ endedAt, status, origin }: SessionRow): boolean =>
  endedAt !== undefined || status === 'lost' || origin === 'recorded'

function timelineOfStored({ history, record }: StoredFacts, row: SessionRow, now: number): Timeline {
  const { status, dueAt, leaseUntil } = record
  if (!standsStill(row)) return timelineOfHistory(history, status, dueAt, now)
  const until = status === 'active' ? (leaseUntil ?? 0) : (dueAt ?? now)
  // There is nobody to do what was planned.
  const timeline = timelineOfHistory(history, status, null, Math.min(now, until))
  if (status !== 'active') return timeline
  return { ...timeline, bars: timeline.bars.map((bar) => (bar.isOpen ? { ...bar, outcome: 'cut' } : bar)) }
}
