import type { SessionRow } from '../protocol.ts'
import type { HeldRow } from './held-row.ts'
import { createNamesakeGroup } from './namesake-group.ts'
import type { NamesakeGroup, NamesakesOf } from './namesake-group.ts'

/** Finds the rows that tell of one session: those of a kind and an id, live and stored. */
export interface Namesakes {
  /** Adds a row, or takes it for the one of its key. @returns those that may have to be shown in another way now */
  put(held: HeldRow): readonly HeldRow[]
  /** Removes one that was put; likewise. */
  remove(held: HeldRow): readonly HeldRow[]
  /** Undefined for a session that has none, has no id, or is only recorded. */
  of(row: SessionRow): NamesakesOf | undefined
}

export function createNamesakes(): Namesakes {
  // By kind and then by id, whose texts are there already: there may be a hundred thousand, most of them alone.
  const kinds = new Map<string, Map<string, HeldRow | NamesakeGroup>>()

  const found = ({ kind, id, origin }: SessionRow) =>
    id === undefined || origin === 'recorded' ? undefined : kinds.get(kind)?.get(id)

  return {
    put(held) {
      const { kind, id, key, origin } = held.row
      if (id === undefined || origin === 'recorded') return [held]
      const ids = kinds.get(kind) ?? new Map<string, HeldRow | NamesakeGroup>()
      kinds.set(kind, ids)
      const known = ids.get(id)
      if (known === undefined || (isAlone(known) && known.row.key === key)) {
        ids.set(id, held)
        return [held]
      }
      const group = isAlone(known) ? createNamesakeGroup(known) : known
      ids.set(id, group)
      return group.put(held)
    },

    remove(held) {
      const { row } = held
      const known = found(row)
      if (known === undefined) return []
      const others = isAlone(known) ? [] : known.remove(held)
      // Kinds stay: they are few.
      if (isAlone(known) || known.isEmpty) kinds.get(row.kind)?.delete(row.id!)
      return others
    },

    of(row) {
      const known = found(row)
      return known === undefined || isAlone(known) ? undefined : known
    },
  }
}

const isAlone = (known: HeldRow | NamesakeGroup): known is HeldRow => 'row' in known
