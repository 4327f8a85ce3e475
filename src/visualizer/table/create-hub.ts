import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import type { SourceInfo } from '../protocol.ts'
import type { SessionSource, SourceListener } from '../sources/session-source.ts'
import { createRowQueries } from './create-row-queries.ts'
import type { RowQueries } from './create-row-queries.ts'
import { createTable } from './create-table.ts'
import type { Table } from './create-table.ts'
import { createWatchedSessions } from './create-watched-sessions.ts'
import type { WatchedSessions } from './create-watched-sessions.ts'
import { reasonOf } from './reason-of.ts'
import { createNumbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'

/** Where all that sources tell comes together. */
export interface Hub {
  readonly numbering: Numbering
  readonly table: Table
  readonly queries: RowQueries
  readonly watched: WatchedSessions
  /** Starts it. @returns a function that removes its rows and closes it */
  readonly addSource: (source: SessionSource) => () => Promise<void>
  readonly sources: () => readonly SourceInfo[]
  /** The number of the last change of what `sources` says. */
  readonly sourcesRev: number
  /** @param listener - is called at every change; several may come at once */
  onChange(listener: () => void): void
  /** Closes the sources. */
  close(): Promise<void>
}

export function createHub(clock: Clock = systemClock): Hub {
  const numbering = createNumbering()
  const table = createTable(numbering)
  const sources = new Map<SessionSource, AddedSource>()
  let tellChange = () => {}
  let sourcesRev = 0
  const watched = createWatchedSessions({ numbering, clock, onNews: () => tellChange() })

  const sourcesChanged = () => {
    sourcesRev = numbering.next()
    tellChange()
  }

  const listenTo = (source: SessionSource, added: AddedSource): SourceListener => {
    const whileAdded =
      <Args extends unknown[]>(tell: (...args: Args) => void) =>
      (...args: Args) => {
        if (sources.get(source) === added) tell(...args)
      }
    return {
      row: whileAdded((row) => {
        const isNew = !table.has(row.key)
        table.put(row, source)
        if (isNew) touchNamesake(row.key)
        tellChange()
      }),
      removed: whileAdded((key) => {
        table.remove(key)
        tellChange()
      }),
      message: whileAdded(watched.message),
      stored: whileAdded(watched.stored),
      definition: whileAdded(watched.definition),
      changed: whileAdded(sourcesChanged),
    }
  }

  /** Whoever looks at a stored session is told all of it from when it comes alive. */
  const touchNamesake = (key: string) => {
    const stored = table.find(key)?.stored?.row.key
    if (stored !== undefined && stored !== key && watched.isWatched(stored)) watched.touch(key)
  }

  const remove = async (source: SessionSource) => {
    if (!sources.delete(source)) return
    table.removeAllOf(source)
    sourcesChanged()
    await source.close()
  }

  return {
    numbering,
    table,
    watched,
    queries: createRowQueries(table, clock),

    addSource(source) {
      const added: AddedSource = { problem: undefined }
      sources.set(source, added)
      sourcesChanged()
      void start(source, listenTo(source, added)).catch((error: unknown) => {
        added.problem = `could not be read: ${reasonOf(error)}`
        sourcesChanged()
      })
      return () => remove(source)
    },

    sources: () =>
      [...sources].map(([source, { problem }]) => ({
        ...source.info(),
        ...(problem !== undefined && { connected: false, remark: problem }),
      })),

    get sourcesRev() {
      return sourcesRev
    },

    onChange(listener) {
      tellChange = listener
    },

    async close() {
      const open = [...sources.keys()]
      sources.clear()
      await Promise.all(open.map((source) => source.close()))
    },
  }
}

interface AddedSource {
  /** Why it could not be started. */
  problem: string | undefined
}

async function start(source: SessionSource, listener: SourceListener): Promise<void> {
  await source.start(listener)
}
