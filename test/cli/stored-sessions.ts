import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createRetryMachine, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryMachine } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import type { SessionRecord, SqliteStore } from 'holdfast/sqlite'
import { vi } from 'vitest'

/** A store on disk, and the program whose sessions are in it. */
export interface StoredSessions {
  readonly folder: string
  readonly path: string
  readonly store: SqliteStore
  get(id: string): Promise<SessionRecord>
  done(id: string, value?: unknown): Promise<void>
  /** Fails in its only attempt. */
  failed(id: string, error?: Error): Promise<void>
  /** Sleeps for three hours, and nobody runs it. */
  parked(id: string): Promise<void>
  /** Sleeps for three hours in this process. */
  held(id: string): Promise<{ readonly result: Promise<unknown> }>
  /** Gives up what runs, and removes the file. */
  close(): Promise<void>
}

/** Its sessions are of this machine; what fails once is retried in three hours. */
export const charge: RetryMachine = createRetryMachine({ id: 'charge', wait: waitFixed('3h') })

export async function createStoredSessions(): Promise<StoredSessions> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-cli-'))
  const path = join(folder, 'retries.db')
  const store = await openSqliteStore(path)
  const closing = new AbortController()
  const running: Promise<unknown>[] = []

  const get = async (id: string) => {
    const record = await store.get(id)
    if (record === undefined) throw new Error(`there is no session ${id}`)
    return record
  }
  const sleep = async (id: string, signal: AbortSignal) => {
    const result = runWithRetry(charge, fail, { id, store, signal })
    result.catch(() => {})
    await vi.waitFor(async () => {
      if ((await store.get(id))?.status !== 'sleeping') throw new Error(`${id} does not sleep yet`)
    })
    return { result }
  }

  return {
    folder,
    path,
    store,
    get,
    done: async (id, value = 'paid') => void (await runWithRetry(charge, () => value, { id, store })),
    async failed(id, error = declined()) {
      const reject = () => Promise.reject(error)
      await runWithRetry(once, reject, { id, store }).catch(() => {})
    },
    async parked(id) {
      const leaving = new AbortController()
      const { result } = await sleep(id, leaving.signal)
      leaving.abort()
      await result.catch(() => {})
      await vi.waitFor(async () => {
        if ((await get(id)).owner !== null) throw new Error(`${id} is held still`)
      })
    },
    async held(id) {
      const session = await sleep(id, closing.signal)
      running.push(session.result)
      return session
    },
    async close() {
      closing.abort()
      await Promise.allSettled(running)
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const once = createRetryMachine({ id: 'charge', stop: stopAfterAttempt(1) })

const fail = () => Promise.reject(new TypeError('down'))

/** An error with a cause and a code, as `fetch` has them. */
const declined = (): Error =>
  new Error('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
  })
