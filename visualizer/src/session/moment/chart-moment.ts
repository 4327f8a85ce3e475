import { momentAt } from 'holdfast/drawing'
import type { ChartMoment, Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

/** A session as it was after a message, or is; undefined for one of which no messages are held. */
export function momentIn(
  { messages, taken }: Pick<SessionDetail, 'messages' | 'taken'>,
  index: number | undefined,
): Moment | undefined {
  if (messages.length === 0) return undefined
  if (index === undefined) return momentAt(messages, { taken })
  // When it began nothing was taken, though much may have been before the message that is held next.
  return momentAt(messages, messages[index]?.type === 'session' ? { index } : { index, taken })
}

/** Where a session is in its chart, by its store where nothing else tells; it is nowhere once it was set aside. */
export function storedMoment({ stored }: Pick<SessionDetail, 'stored'>): ChartMoment | undefined {
  if (stored?.value === undefined) return undefined
  const { value, context, record } = stored
  const { updatedAt: at, status, id: sessionId } = record
  if (status === 'cancelled' || status === 'quarantined') return undefined
  return momentAt([{ type: 'state', seq: 0, at, sessionId, value, status, context, eventType: '' }])
}
