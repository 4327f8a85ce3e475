import type { SessionRecord } from '../../../durable/session-store.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import type { SessionRow } from '../../protocol.ts'
import type { Holders } from './holders.ts'
import { requestOf, weightOf } from './request-of.ts'
import { briefTexts, hasRowTexts, readRowTexts, storedRow, withHolder } from './stored-row.ts'
import type { RowPlace } from './stored-row.ts'

/** The sessions of a store as they were read last. */
export interface SessionBook {
  /**
   * Takes a session as it was read now.
   *
   * @param isQuick - whether its texts, which take the longest, are left for another time
   */
  take(record: SessionRecord, isQuick?: boolean): void
  /** It is there no more. */
  forget(id: string): void
  /** From now on it is noted which sessions are taken. @returns a function that gives all others */
  beginSweep(): () => readonly string[]
  /** Those who run sessions, each with one of his. */
  owners(): readonly (readonly [owner: string, sample: string])[]
  /** All that one runs. */
  heldBy(owner: string): readonly string[]
  /** Takes the lease of a session that is held, from its owner's others. */
  renew(id: string, owner: string, leaseUntil: number | null): void
}

export interface SessionBookOptions {
  readonly placeOf: (id: string) => RowPlace
  readonly holders: Holders
  /** The time by which leases are judged. */
  readonly now: () => number
  readonly plain: ToPlain
  /** Told each row that is not as it was. */
  readonly tell: (row: SessionRow) => void
  readonly tellRemoved: (key: string) => void
}

export function createSessionBook({
  placeOf,
  holders,
  now,
  plain,
  tell,
  tellRemoved,
}: SessionBookOptions): SessionBook {
  const sessions = new Map<string, Known>()
  const held = new Map<string, Set<string>>()
  let sweep = 0

  const letGo = (id: string, owner: string | null) => {
    const ids = owner === null ? undefined : held.get(owner)
    ids?.delete(id)
    if (owner !== null && ids?.size === 0) held.delete(owner)
  }

  const put = (id: string, known: Known) => {
    const { owner, row } = known
    const before = sessions.get(id)
    if (before !== undefined) letGo(id, before.owner)
    sessions.set(id, known)
    if (owner !== null && row.owner !== undefined) held.set(owner, (held.get(owner) ?? new Set()).add(id))
    if (JSON.stringify(row) !== JSON.stringify(before?.row)) tell(row)
  }

  return {
    // None of the sets is empty.
    owners: () => [...held].map(([owner, [sample]]) => [owner, sample as string]),
    heldBy: (owner) => [...(held.get(owner) ?? [])],

    take(record, isQuick = false) {
      const { id, rev, owner, leaseUntil, createdAt, updatedAt } = record
      const before = sessions.get(id)
      const age = before === undefined ? 'newer' : compare(record, before)
      if (before === undefined || age === 'newer' || (before.isQuick && !isQuick && age === 'same')) {
        const leavesTexts = isQuick && hasRowTexts(record)
        const texts = leavesTexts ? briefTexts(record) : readRowTexts(record, plain)
        // The store keeps it no more.
        const error = isRoundAsked(record) ? before?.row.error : undefined
        const row = withHolder(
          storedRow(record, placeOf(id), { ...(error !== undefined && { error }), ...texts }),
          holders.holderOf(record),
          leaseUntil,
        )
        put(id, { rev, owner, createdAt, updatedAt, row, isQuick: leavesTexts, sweep })
        return
      }
      before.sweep = sweep
      if (age === 'older') return
      const holder = holders.holderOf(record)
      if (before.row.owner !== holder) put(id, { ...before, row: withHolder(before.row, holder, leaseUntil) })
    },

    forget(id) {
      const known = sessions.get(id)
      if (known === undefined) return
      letGo(id, known.owner)
      sessions.delete(id)
      tellRemoved(known.row.key)
    },

    beginSweep() {
      const present = ++sweep
      return () => [...sessions].filter(([, known]) => known.sweep < present).map(([id]) => id)
    },

    renew(id, owner, leaseUntil) {
      const known = sessions.get(id)
      if (known?.owner !== owner) return
      const holder = holders.holderOf({ owner, leaseUntil })
      if (holder !== known.row.owner || isWorn(known.row.leaseUntil, leaseUntil, now()))
        put(id, { ...known, row: withHolder(known.row, holder, leaseUntil) })
    },
  }
}

/** Whether it is to run again, and has not yet begun to. */
const isRoundAsked = ({ status, round, snapshot }: SessionRecord): boolean =>
  status === 'sleeping' && round > 1 && snapshot === null

interface Known extends Pick<SessionRecord, 'rev' | 'owner' | 'createdAt' | 'updatedAt'> {
  readonly row: SessionRow
  readonly isQuick: boolean
  /** In which it was taken last. */
  sweep: number
}

/** What was read before may be taken after what was read later. */
function compare(record: SessionRecord, known: Known): 'older' | 'same' | 'newer' {
  // Its id was removed, and begun anew.
  if (record.createdAt !== known.createdAt) return 'newer'
  if (record.rev !== known.rev) return record.rev > known.rev ? 'newer' : 'older'
  // Requests leave the revision as it is, and may come in the millisecond of the change before.
  const more = weightOf(requestOf(record)) - weightOf(known.row.asked)
  if (more !== 0) return more > 0 ? 'newer' : 'older'
  if (record.updatedAt === known.updatedAt) return 'same'
  return record.updatedAt > known.updatedAt ? 'newer' : 'older'
}

/** An owner renews his leases twice a second: that is told when half of what was told is over. */
const isWorn = (told: number | undefined, leaseUntil: number | null, now: number): boolean =>
  told !== undefined && leaseUntil !== null && told - now < (leaseUntil - now) / 2
