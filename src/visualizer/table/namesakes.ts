import type { SessionRow } from '../protocol.ts'
import type { HeldRow } from './held-row.ts'

/** Finds the rows that tell of one session: those of a kind and an id, live and stored. */
export interface Namesakes {
  /** Adds a row, or takes it for the one of its key. */
  put(held: HeldRow): void
  /** Removes one that was put. */
  remove(row: SessionRow): void
  /** In the order in which they came; none for a session without an id, or one that is only recorded. */
  of(row: SessionRow): readonly HeldRow[]
}

export function createNamesakes(): Namesakes {
  // By kind and then by id, whose texts are there already: there may be a hundred thousand.
  const kinds = new Map<string, Map<string, HeldRow[]>>()
  const groupOf = ({ kind, id, origin }: SessionRow) =>
    id === undefined || origin === 'recorded' ? undefined : kinds.get(kind)?.get(id)

  return {
    put(held) {
      const { kind, id, key, origin } = held.row
      if (id === undefined || origin === 'recorded') return
      const ids = kinds.get(kind) ?? new Map<string, HeldRow[]>()
      kinds.set(kind, ids)
      const group = ids.get(id)
      if (!group) {
        ids.set(id, [held])
        return
      }
      const index = group.findIndex((other) => other.row.key === key)
      if (index === -1) group.push(held)
      else group[index] = held
    },

    remove(row) {
      const group = groupOf(row)
      if (!group) return
      group.splice(
        group.findIndex((other) => other.row.key === row.key),
        1,
      )
      // Kinds stay: they are few.
      if (group.length === 0) kinds.get(row.kind)?.delete(row.id!)
    },

    of: (row) => groupOf(row) ?? NONE,
  }
}

const NONE: readonly HeldRow[] = []
