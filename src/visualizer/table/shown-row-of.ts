import type { RowAction, SessionRow } from '../protocol.ts'
import type { HeldRow } from './held-row.ts'
import { isRunning } from './namesake-group.ts'
import type { NamesakesOf } from './namesake-group.ts'

/**
 * What is shown of a row among its namesakes. A session that is live and stored is one line: the live one while it runs,
 * then the stored one, which knows what became of it.
 *
 * @returns undefined where another row stands for it
 */
export function shownRowOf({ row }: HeldRow, namesakes: NamesakesOf | undefined): SessionRow | undefined {
  const stored = namesakes?.stored?.row
  if (!stored) return row
  if (row.origin === 'live') return isRunning(row) ? mergeRows(row, stored) : undefined
  // A session of that name in another store is another one.
  const live = row === stored ? namesakes.live?.row : undefined
  if (!live) return row
  return isRunning(live) ? undefined : nameRow(row, live)
}

/** What was asked of it in the store is a change too. */
const mergeRows = (live: SessionRow, stored: SessionRow): SessionRow => ({
  ...live,
  storedKey: stored.key,
  changedAt: Math.max(live.changedAt, stored.changedAt),
  ...(stored.owner === undefined ? {} : { owner: stored.owner }),
  ...(stored.leaseUntil === undefined ? {} : { leaseUntil: stored.leaseUntil }),
  ...(stored.asked === undefined ? {} : { asked: stored.asked }),
  can: ACTIONS.filter((action) => live.can.includes(action) || stored.can.includes(action)),
})

/** A store does not keep what only its program knows. A limit is one of a round. */
const nameRow = (stored: SessionRow, { name, limit }: SessionRow): SessionRow => ({
  ...stored,
  name,
  ...(limit === undefined || stored.ofAllRounds ? {} : { limit }),
})

const ACTIONS: readonly RowAction[] = ['wake', 'round', 'cancel']
