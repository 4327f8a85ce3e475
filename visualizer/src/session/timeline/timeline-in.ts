import { timelineOf, timelineOfHistory } from 'holdfast/drawing'
import type { Timeline } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

/** What a session did when, from what is known of it. */
export function timelineIn({ messages, stored }: SessionDetail, now: number): Timeline | undefined {
  if (messages.length > 0) return timelineOf(messages, now)
  if (stored === undefined) return undefined
  const { status, dueAt } = stored.record
  return timelineOfHistory(stored.history, status, dueAt, now)
}
