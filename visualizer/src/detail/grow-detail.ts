import { edgeId } from 'holdfast/drawing'
import type { SessionDetail, SessionRow, Update } from 'holdfast/visualizer'

type Messages = SessionDetail['messages']

/** The detail with what has been told of its session since; the same object when that is nothing. */
export function growDetail(detail: SessionDetail, update: Update): SessionDetail {
  const row = update.rows?.find(({ key }) => key === detail.row.key)
  const children = newChildren(detail, update.rows ?? [])
  const messages = newMessages(detail.messages, update.messages ?? [])
  const { stored, definition } = update
  if (!row && !stored && !definition && children.length === 0 && messages.length === 0) return detail
  return {
    ...detail,
    ...(row && { row }),
    ...(stored && { stored }),
    ...(definition && { definition }),
    ...(children.length > 0 && { children: [...detail.children, ...children].slice(-MOST_CHILDREN) }),
    ...(messages.length > 0 && withMessages(detail, messages)),
  }
}

/** What the page holds of one session; a server holds less. */
const MOST_MESSAGES = 2000

/** A machine that goes on for long may start ever more. */
const MOST_CHILDREN = 1000

function withMessages(
  { messages, forgotten, taken }: SessionDetail,
  added: Messages,
): Partial<SessionDetail> {
  const all = [...messages, ...added]
  const [first] = all
  // How a session began is kept.
  const kept = first?.type === 'session' ? 1 : 0
  const surplus = Math.max(all.length - MOST_MESSAGES, 0)
  all.splice(kept, surplus)
  return { messages: all, forgotten: forgotten + surplus, taken: withTaken(taken, added) }
}

function withTaken(taken: SessionDetail['taken'], added: Messages): SessionDetail['taken'] {
  const counts = { ...taken }
  for (const message of added) {
    if (message.type !== 'state') continue
    for (const transition of message.taken ?? []) {
      const id = edgeId(transition)
      counts[id] = (counts[id] ?? 0) + 1
    }
  }
  return counts
}

/** Those that are not held: a connection that was cut off tells some again. */
function newMessages(held: Messages, told: Messages): Messages {
  const last = held.at(-1)?.seq ?? 0
  return told.filter(({ seq }) => seq > last)
}

function newChildren({ row, children }: SessionDetail, rows: readonly SessionRow[]): string[] {
  const keys = rows.filter(({ parent }) => parent === row.key).map(({ key }) => key)
  if (keys.length === 0) return keys
  const known = new Set(children)
  return keys.filter((key) => !known.has(key))
}
