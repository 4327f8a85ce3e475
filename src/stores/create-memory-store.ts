import type { SessionStore } from '../durable/session-store.ts'
import { closedError } from './closed-error.ts'
import { createStore } from './create-store.ts'
import { createMemoryTable } from './memory-table.ts'
import type { SessionDatabase, SessionTable } from './session-database.ts'
import { readStoreOptions, type StoreOptions } from './store-options.ts'

/** All optional. */
export type MemoryStoreOptions = StoreOptions

/**
 * A store in this process's memory, for tests and for programs whose sessions need not outlive them. It runs in
 * browsers too.
 *
 * @param options - `clock`, `retention`, `history`, `encode` and `decode`
 * @throws TypeError or RangeError for a wrong option
 * @example
 * import { createMemoryStore } from 'holdfast/memory'
 *
 * const store = createMemoryStore({ retention: { done: '1h' } })
 * await store.list() // => []
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): SessionStore {
  const settings = readStoreOptions(options)
  return createStore(createMemoryDatabase(settings.history), settings)
}

function createMemoryDatabase(longestHistory: number): SessionDatabase {
  const name = 'memory'
  const table = createMemoryTable(longestHistory)
  let isClosed = false

  const run = async <T>(body: (table: SessionTable) => T): Promise<T> => {
    if (isClosed) throw closedError(name)
    return body(table)
  }

  return {
    name,
    read: run,
    write: run,
    writeDurably: run,
    async close() {
      isClosed = true
    },
  }
}
