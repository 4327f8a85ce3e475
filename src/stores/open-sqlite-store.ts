import { openStore, type SqliteStore, type SqliteStoreOptions } from './sqlite/open-store.ts'
import { systemPlatform } from './sqlite/platform.ts'

/**
 * Opens a store in a SQLite file, and makes the file where there is none.
 *
 * It needs `node:sqlite`, as Node has it from 22.13 on, or the package `libsql`. Several processes of one machine may
 * have the file open. What `commit` acknowledged survives a power cut, all else the death of the process. Only the
 * owner may read a file that is made here; `encode` hides what is in it from him too.
 *
 * @param path - on a local disk, in a folder that exists; beside it SQLite keeps two more files, `-wal` and `-shm`
 * @param options - `clock`, `retention`, `history`, `encode`, `decode` and `busyTimeout`
 * @throws by rejection: TypeError or RangeError for a wrong path or option; StoreError when the file cannot be used,
 *   with what to do about it
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises'
 * import { openSqliteStore } from 'holdfast/sqlite'
 *
 * const folder = await mkdtemp('/tmp/example-')
 * const store = await openSqliteStore(`${folder}/retries.db`, { retention: { done: '7d', failed: '90d' } })
 * await store.list({ status: 'failed' }) // => []
 * await store.backup(`${folder}/backup.db`)
 * await store.close()
 * ```
 */
export async function openSqliteStore(path: string, options: SqliteStoreOptions = {}): Promise<SqliteStore> {
  return openStore(path, options, systemPlatform)
}
