import type { Command } from 'commander'

import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionRecord } from '../../durable/session-store.ts'
import { holderOf } from '../../stores/reading/holder-of.ts'
import { formatTable } from '../format/format-table.ts'
import type { Column } from '../format/format-table.ts'
import { fromNow } from '../format/from-now.ts'
import { printable } from '../format/printable.ts'
import { styleFor } from '../format/style-for.ts'
import { styleOfStatus } from '../format/style-of-status.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { withStore } from '../with-store.ts'
import { aCount, addFilters, queryOf } from './arguments.ts'
import type { FilterOptions } from './arguments.ts'
import { factsOf } from './facts-of.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions list`. */
export function addList(sessions: Command, terminal: Terminal): void {
  addFilters(addSessionCommand(sessions, 'list', HELP))
    .option('--limit <count>', 'at most so many', aCount, 100)
    .action((options: ListOptions) => list(options, terminal))
}

type ListOptions = SessionCommandOptions & FilterOptions & { readonly limit: number }

const HELP = {
  summary: 'Lists sessions, in the order of their ids.',
  description:
    'DUE is when the sleep of a session ends, RUN BY the process that holds it. A session that nobody runs belongs to ' +
    'its program, and goes on when that next calls runWithRetry with its id.',
  json: 'print each session as a line of JSON: the fields of SessionRecord without its texts, times in epoch milliseconds, and held',
  examples: [
    '--store retries.db',
    '--status failed,quarantined --kind charge',
    '--limit 20 --after invoice-42',
    '--status failed --json | jq -r .id | xargs -n 1 holdfast sessions retry',
  ],
}

const list = ({ store: path, json, limit, ...filter }: ListOptions, terminal: Terminal): Promise<void> =>
  withStore(path, async (store) => {
    const { stdout, stderr } = terminal
    const found = await store.list({ ...queryOf(filter), limit: limit + 1 })
    const records = found.slice(0, limit)
    const now = store.now()
    if (json) {
      for (const record of records) await print(stdout, JSON.stringify(factsOf(record, now)))
      return
    }
    if (records.length === 0) return print(stderr, `No session of ${store.name} is like that.`)
    await print(stdout, formatTable(columns(now), records, stdout.columns, styleFor(stdout)))
    const last = records.at(-1)
    if (found.length > limit && last !== undefined)
      await print(stderr, `There are more: --after ${printable(last.id)}`)
    if (records.some((record) => isParked(record, now))) await print(stderr, PARKED)
  })

const PARKED =
  'What nobody runs belongs to its program: it goes on when that next calls runWithRetry with the id.'

/** It has not ended, and no process is at it. */
const isParked = (record: SessionRecord, now: number) =>
  !hasEnded(record) && holderOf(record, now) === undefined

const columns = (now: number): readonly Column<SessionRecord>[] => [
  { title: 'ID', cell: ({ id }) => printable(id), gives: true },
  { title: 'STATUS', cell: ({ status }) => status, style: ({ status }) => styleOfStatus[status] },
  { title: 'ATTEMPT', cell: ({ attempt }) => String(attempt) },
  { title: 'DUE', cell: (record) => due(record, now) },
  { title: 'RUN BY', cell: (record) => printable(runBy(record, now)), gives: true },
  { title: 'CHANGED', cell: ({ updatedAt }) => fromNow(updatedAt, now) },
  { title: 'KIND', cell: ({ kind }) => printable(kind), gives: true },
]

function due({ status, dueAt }: SessionRecord, now: number): string {
  if (status !== 'sleeping') return ''
  return dueAt === null ? 'when woken' : fromNow(dueAt, now)
}

const runBy = (record: SessionRecord, now: number) =>
  hasEnded(record) ? '' : (holderOf(record, now) ?? 'nobody')
