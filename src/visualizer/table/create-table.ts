import type { RowCounts, SessionRow } from '../protocol.ts'
import type { SessionSource } from '../sources/session-source.ts'
import { createChangeLog } from './change-log.ts'
import type { HeldRow, ShownRow } from './held-row.ts'
import { createNamesakes } from './namesakes.ts'
import type { Numbering } from './numbering.ts'
import { createRowCounter } from './row-counts.ts'
import { shownRowOf } from './shown-row-of.ts'

/** The sessions of all sources. */
export interface Table {
  /** The number of its last change. */
  readonly rev: number
  /** How many rows are shown. */
  readonly size: number
  put(row: SessionRow, source: SessionSource): void
  remove(key: string): void
  removeAllOf(source: SessionSource): void
  has(key: string): boolean
  /** Of a key that is shown. */
  shown(key: string): ShownRow | undefined
  allShown(): ShownRow[]
  /** A session by any of its keys: also one whose line is shown under another. */
  find(key: string): Line | undefined
  /** The keys of the sessions that this one has started. */
  children(line: Line): readonly string[]
  counts(): RowCounts
  /**
   * The rows that have changed after a number, as they are now, and the keys that are gone.
   *
   * @param most - of both
   * @returns undefined when so much has changed since that they are not known
   */
  changesSince(n: number, most?: number): RowChanges | undefined
}

/** A session, and who knows of it. */
export interface Line {
  readonly row: SessionRow
  /** Who tells its messages: the program that runs it, or a recording. */
  readonly told?: HeldRow
  readonly stored?: HeldRow
  /** Several that run have its name: only one of them can be the stored one. */
  readonly isOneOfSeveral: boolean
}

interface RowChanges {
  readonly rows: readonly SessionRow[]
  readonly removed: readonly string[]
  /** The number up to which all changes are among them. */
  readonly upTo: number
}

export function createTable(numbering: Numbering): Table {
  const held = new Map<string, HeldRow>()
  const shown = new Map<string, ShownRow>()
  const namesakes = createNamesakes()
  const counter = createRowCounter()
  const changes = createChangeLog(CHANGES)
  let rev = 0

  const show = (key: string, row: SessionRow | undefined) => {
    const before = shown.get(key)?.row
    if (before === row) return
    counter.change(before, row)
    if (row) shown.set(key, { row, text: undefined })
    else shown.delete(key)
    rev = numbering.next()
    changes.add(rev, key)
  }

  const showAll = (rows: readonly HeldRow[], among: SessionRow) => {
    const group = namesakes.of(among)
    for (const one of rows) if (held.has(one.row.key)) show(one.row.key, shownRowOf(one, group))
  }

  const remove = (key: string) => {
    const one = held.get(key)
    if (!one) return
    held.delete(key)
    const touched = namesakes.remove(one)
    show(key, undefined)
    showAll(touched, one.row)
  }

  const find = (key: string): Line | undefined => {
    const one = held.get(key)
    if (!one) return undefined
    const group = namesakes.of(one.row)
    const live = group?.live
    const isStored = one.row.origin === 'stored'
    const stored = isStored ? one : group?.stored
    const told = isStored ? (one === group?.stored ? live : undefined) : one
    const [line] = [one, stored, live].flatMap((other) => (other && shown.get(other.row.key)) ?? [])
    // One of them is always shown.
    const { row } = line!
    const isOneOfSeveral = group !== undefined && group.running > 1
    return { row, isOneOfSeveral, ...(told && { told }), ...(stored && { stored }) }
  }

  return {
    get rev() {
      return rev
    },
    get size() {
      return shown.size
    },

    put(row, source) {
      const before = held.get(row.key)?.row
      // Its id and kind say who its namesakes are.
      if (before && (before.id !== row.id || before.kind !== row.kind)) remove(row.key)
      const one = { row, source }
      held.set(row.key, one)
      showAll(namesakes.put(one), row)
    },

    remove,
    removeAllOf(source) {
      for (const [key, one] of held) if (one.source === source) remove(key)
    },
    has: (key) => held.has(key),
    shown: (key) => shown.get(key),
    allShown: () => [...shown.values()],

    find,

    children({ told, stored }) {
      const parents = [told?.row.key, stored?.row.key]
      const children = [...held.values()].filter(
        ({ row }) => row.parent !== undefined && parents.includes(row.parent),
      )
      // What is held is found.
      return [...new Set(children.map(({ row }) => find(row.key)!.row.key))]
    },

    counts: () => counter.counts(),

    changesSince(n, most = Infinity) {
      const since = changes.since(n, most)
      if (!since) return undefined
      const rows = since.keys.flatMap((key) => shown.get(key)?.row ?? [])
      const removed = since.keys.filter((key) => !shown.has(key))
      return { rows, removed, upTo: since.upTo ?? numbering.last }
    },
  }
}

/** How many changes a connection may miss before it must ask anew. */
const CHANGES = 20_000
