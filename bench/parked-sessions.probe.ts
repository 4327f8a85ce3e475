import { statSync } from 'node:fs'
import { createRetryMachine, runWithRetry, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import Database from 'libsql'
import { quantile } from './harness/statistics.ts'
import { storeFolder, timed } from './harness/store-folder.ts'

const MILLION = 1_000_000
const BATCH = 10_000

export interface ParkedSessions {
  readonly bytes: number
  readonly load: number
  readonly open: number
  /** Milliseconds: a hundred due among a million parked, and none due. */
  readonly due: number
  readonly idle: number
  readonly renew: number
  /** Milliseconds from opening the store with 10,000 parked sessions to the first attempt of one that is due. */
  readonly firstWake: number
}

/** Parks a session, and as many copies of its row as are wanted: what a program would have written over weeks. */
export const probe = async (): Promise<ParkedSessions> => {
  const folder = storeFolder()
  const million = `${folder}/million.db`
  const load = await park(million, MILLION)

  const { bytes, open, due, idle, renew } = await look(million)
  const few = `${folder}/few.db`
  await park(few, BATCH)
  return { bytes, load, open, due, idle, renew, firstWake: await firstWake(few) }
}

async function park(path: string, count: number): Promise<number> {
  const columns = await parkOne(path)
  const names = Object.keys(columns).filter((name) => name !== 'key' && !name.startsWith('_'))
  const database = new Database(path)
  const insert = database.prepare(
    `insert into retry_session (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  )
  const now = Date.now()
  const load = await timed(() => {
    for (let first = 0; first < count; first += BATCH) {
      database.exec('begin')
      for (let index = first; index < first + BATCH; index++) {
        const id = `session-${String(index).padStart(7, '0')}`
        // A hundred are due.
        const due = index < 100 ? now - 1_000 : now + 3_600_000 + index
        const row: Row = { ...columns, id, due_at: due }
        insert.run(...names.map((name) => row[name]))
      }
      database.exec('commit')
    }
  })
  database.pragma('wal_checkpoint(truncate)')
  database.close()
  return load
}

type Row = Readonly<Record<string, unknown>>

/** Parks one session as the store itself does, and gives its row. */
async function parkOne(path: string): Promise<Row> {
  const store = await openSqliteStore(path)
  const caller = new AbortController()
  const machine = createRetryMachine({ id: 'bench', wait: waitFixed('30 days') })
  const fail = async () => {
    throw new Error('503')
  }
  const call = runWithRetry(machine, fail, { id: 'first', store, signal: caller.signal }).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
  caller.abort()
  await call
  await new Promise((resolve) => setTimeout(resolve, 100))
  await store.close()
  const database = new Database(path)
  // It is asked for by its id.
  const row = database.prepare('select * from retry_session where id = ?').get('first') as Row
  database.close()
  return row
}

async function look(path: string) {
  let store = await openSqliteStore(path)
  await store.close()
  const open = await timed(async () => {
    store = await openSqliteStore(path)
  })
  const median = async (work: () => unknown) => {
    const times: number[] = []
    for (let round = 0; round < 200; round++) times.push(await timed(work))
    return quantile(times, 0.5)
  }
  const now = Date.now()
  const due = await median(() => store.list({ status: 'sleeping', dueBefore: now, limit: 100 }))
  const idle = await median(() => store.list({ status: 'sleeping', dueBefore: now - 3_600_000, limit: 100 }))
  const renew = await median(() => store.renew({ owner: 'nobody', leaseFor: 15_000 }))
  await store.close()
  return { bytes: statSync(path).size, open, due, idle, renew }
}

async function firstWake(path: string): Promise<number> {
  const start = performance.now()
  const store = await openSqliteStore(path)
  const [first] = await store.list({ status: 'sleeping', dueBefore: Date.now(), limit: 1 })
  const machine = createRetryMachine({ id: 'bench', wait: waitFixed('30 days') })
  return runWithRetry(machine, () => performance.now() - start, { id: first?.id ?? '', store })
}
