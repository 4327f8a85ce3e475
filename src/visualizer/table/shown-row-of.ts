import type { RowAction, SessionRow } from '../protocol.ts'
import type { HeldRow } from './held-row.ts'

/**
 * What is shown of a row among its namesakes. A session that is live and stored is one line: the live one while it runs,
 * then the stored one, which knows what became of it.
 *
 * @returns undefined where another row stands for it
 */
export function shownRowOf({ row }: HeldRow, namesakes: readonly HeldRow[]): SessionRow | undefined {
  const stored = storedOf(namesakes)?.row
  if (!stored) return row
  if (row.origin === 'live') return isRunning(row) ? mergeRows(row, stored) : undefined
  // A session of that name in another store is another one.
  const live = row === stored ? liveOf(namesakes) : undefined
  if (!live) return row
  return isLiveRun(live) ? undefined : nameRow(row, live.row)
}

/** The stored session that the live ones of its name are. */
export const storedOf = (namesakes: readonly HeldRow[]): HeldRow | undefined =>
  namesakes.find(({ row }) => row.origin === 'stored')

/** The one that runs, else the one that ran last. */
export function liveOf(namesakes: readonly HeldRow[]): HeldRow | undefined {
  const live = namesakes.filter(({ row }) => row.origin === 'live')
  return (
    live.find(isLiveRun) ??
    live.reduce<HeldRow | undefined>(
      (last, one) => (last && last.row.startedAt > one.row.startedAt ? last : one),
      undefined,
    )
  )
}

const isLiveRun = ({ row }: HeldRow) => row.origin === 'live' && isRunning(row)

const isRunning = ({ status }: SessionRow) => status === 'active' || status === 'sleeping'

const mergeRows = (live: SessionRow, stored: SessionRow): SessionRow => ({
  ...live,
  storedKey: stored.key,
  ...(stored.owner === undefined ? {} : { owner: stored.owner }),
  ...(stored.leaseUntil === undefined ? {} : { leaseUntil: stored.leaseUntil }),
  can: ACTIONS.filter((action) => live.can.includes(action) || stored.can.includes(action)),
})

/** A store does not keep what only its program knows. */
const nameRow = (stored: SessionRow, { name, limit }: SessionRow): SessionRow => ({
  ...stored,
  name,
  ...(limit === undefined ? {} : { limit }),
})

const ACTIONS: readonly RowAction[] = ['wake', 'round', 'cancel']
