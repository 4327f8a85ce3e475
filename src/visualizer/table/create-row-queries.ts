import { breathe } from '../../time.ts'
import type { Clock } from '../../time.ts'
import type { RowPage, RowQuery } from '../protocol.ts'
import type { Table } from './create-table.ts'
import { findRows } from './find-rows.ts'
import type { FoundRows } from './find-rows.ts'

/** Answers queries, however many rows there are, without holding the event loop for long. */
export interface RowQueries {
  /** No older than the question. */
  page(query: RowQuery): Promise<RowPage>
  /** Of all rows that match, in no order. */
  keys(query: RowQuery): Promise<readonly string[]>
}

export function createRowQueries(table: Table, clock: Clock): RowQueries {
  const answers = new Map<string, Answer>()

  const find = (query: RowQuery) => findRows(table.allShown(), query, () => breathe(clock.monotonic()))

  const answer = (name: string, query: RowQuery): Promise<FoundRows> => {
    const found = find(query)
    answers.delete(name)
    answers.set(name, { rev: table.rev, at: clock.monotonic(), found, next: undefined })
    const [oldest = ''] = answers.keys()
    if (answers.size > ANSWERS) answers.delete(oldest)
    return found
  }

  /** What several ask for is looked for once, and in a large table not again and again. */
  const findOnce = (query: RowQuery): Promise<FoundRows> => {
    const { offset: _offset, limit: _limit, ...rest } = query
    const name = JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const last = answers.get(name)
    if (last?.rev === table.rev) return last.found
    const pause = last && table.size > SMALL ? last.at + PAUSE - clock.monotonic() : 0
    if (!last || pause <= 0) return answer(name, query)
    return (last.next ??= new Promise((resolve) => {
      clock.setTimer(() => resolve(answer(name, query)), pause, true)
    }))
  }

  return {
    async page(query) {
      const { offset = 0, limit = 100 } = query
      const found = await findOnce(query)
      const rows = await found.slice(offset, offset + limit)
      return {
        // They may have changed while others were looked at.
        rows: rows.flatMap(({ row }) => table.shown(row.key)?.row ?? []),
        total: found.rows.length,
        counts: table.counts(),
      }
    },

    async keys(query) {
      const { rows } = await find(query)
      return rows.map(({ row }) => row.key)
    },
  }
}

interface Answer {
  readonly rev: number
  readonly at: number
  readonly found: Promise<FoundRows>
  /** The one that comes after it, where somebody waits for it. */
  next: Promise<FoundRows> | undefined
}

/** How many answers are kept. */
const ANSWERS = 10

/** So many rows are looked through in a few milliseconds. */
const SMALL = 5000

/** Between two looks for the same in a table that is not small. */
const PAUSE = 250
