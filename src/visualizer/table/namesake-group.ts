import type { SessionRow } from '../protocol.ts'
import type { SessionSource } from '../sources/session-source.ts'
import type { HeldRow } from './held-row.ts'

/** What the rows of one kind and id have to do with each other. */
export interface NamesakesOf {
  /** The stored session that the live ones are. */
  readonly stored: HeldRow | undefined
  /** Of the live ones: one that runs, else the one that ran last. */
  readonly live: HeldRow | undefined
  /** How many run. */
  readonly running: number
}

/** Keeps them; whatever comes or goes, only what is touched by it is looked at again. */
export interface NamesakeGroup extends NamesakesOf {
  readonly isEmpty: boolean
  /** @returns the rows that may have to be shown in another way now */
  put(held: HeldRow): readonly HeldRow[]
  /** Likewise. */
  remove(held: HeldRow): readonly HeldRow[]
}

export function createNamesakeGroup(first: HeldRow): NamesakeGroup {
  const stores = new Map<SessionSource, Map<string, HeldRow>>()
  const live = new Map<string, HeldRow>()
  const running = new Map<string, HeldRow>()
  let last: HeldRow | undefined

  /** A store whose ids look alike here, since what tells them apart is hidden, does not say which one it is. */
  const storedOne = (): HeldRow | undefined => {
    const [rows] = stores.values()
    if (rows?.size !== 1) return undefined
    const [row] = rows.values()
    return row
  }

  const liveOne = (): HeldRow | undefined => {
    const [runs] = running.values()
    if (runs) return runs
    if (!last) for (const held of live.values()) last = laterOf(last, held)
    return last
  }

  const put = (held: HeldRow) => {
    const { key, origin } = held.row
    if (origin === 'stored') {
      const rows = stores.get(held.source) ?? new Map<string, HeldRow>()
      stores.set(held.source, rows.set(key, held))
      return
    }
    live.set(key, held)
    if (isRunning(held.row)) running.set(key, held)
    else running.delete(key)
    // What it was before may have begun later.
    last = last?.row.key === key ? undefined : last && laterOf(last, held)
  }

  const remove = ({ row: { key, origin }, source }: HeldRow) => {
    if (origin === 'stored') {
      const rows = stores.get(source)
      rows?.delete(key)
      if (rows?.size === 0) stores.delete(source)
      return
    }
    live.delete(key)
    running.delete(key)
    if (last?.row.key === key) last = undefined
  }

  const change = (held: HeldRow, apply: (held: HeldRow) => void): readonly HeldRow[] => {
    const before = storedOne()
    apply(held)
    const stored = storedOne()
    if (before?.row.key !== stored?.row.key)
      return [...[...stores.values()].flatMap((rows) => [...rows.values()]), ...live.values()]
    if (stored === undefined) return [held]
    if (held.row.origin === 'live') return [held, stored]
    return held.row.key === stored.row.key ? [stored, ...running.values()] : [held]
  }

  put(first)

  return {
    get stored() {
      return storedOne()
    },
    get live() {
      return liveOne()
    },
    get running() {
      return running.size
    },
    get isEmpty() {
      return stores.size + live.size === 0
    },
    put: (held) => change(held, put),
    remove: (held) => change(held, remove),
  }
}

export const isRunning = ({ status }: SessionRow): boolean => status === 'active' || status === 'sleeping'

const laterOf = (one: HeldRow | undefined, other: HeldRow): HeldRow =>
  one && one.row.startedAt > other.row.startedAt ? one : other
