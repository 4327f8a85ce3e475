import type { SessionDetail } from '../protocol.ts'
import type { Hub } from '../table/create-hub.ts'
import { Refused } from './refused.ts'

/**
 * All that the sources know of a session. Of one that is live and stored, its program tells the messages and its store
 * the rest; either key names it.
 *
 * @param eventId - names a number as the events do
 */
export async function sessionDetail(
  { table, watched, numbering }: Hub,
  key: string,
  eventId: (n: number) => string,
): Promise<SessionDetail> {
  const line = table.find(key)
  if (!line) throw notThere()
  const { told, stored } = line
  const before = numbering.last
  // From now on, so that nothing is missing between this and the events.
  for (const held of [told, stored]) if (held) watched.touch(held.row.key)
  const live = await told?.source.detail(told.row.key)
  const seq = live?.messages.at(-1)?.seq ?? 0
  // What was told while it was asked for may have come too late for it.
  const next = told && watched.firstAfter(told.row.key, before, seq)
  const lastEventId = eventId(next === undefined ? numbering.last : next - 1)
  // After that, so that it is no older than what the events begin with.
  const kept = await stored?.source.detail(stored.row.key)
  const now = table.find(key)
  const detail = live ?? kept
  if (!detail || !now) throw notThere()
  return {
    ...kept,
    ...detail,
    row: now.row,
    children: table.children(now),
    lastEventId,
  }
}

const notThere = () => new Refused(404, 'this session is not there any more')
