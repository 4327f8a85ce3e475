import { StoreError } from '../../errors/store-error.ts'
import type { SqliteDriver } from './sqlite-driver.ts'

/**
 * Finds the SQLite of this runtime, else the one that is installed.
 *
 * @param load - imports a module by its name
 * @throws StoreError when there is neither
 */
export async function loadDriver(load: (name: string) => Promise<unknown>): Promise<SqliteDriver> {
  const failures: unknown[] = []
  for (const { module, name } of DRIVERS) {
    try {
      // Both are classes made with the path of a file, and have what `SqliteDriver` says.
      return ((await load(module)) as Record<typeof name, SqliteDriver>)[name]
    } catch (error) {
      failures.push(error)
    }
  }
  throw new StoreError('HOLDFAST_STORE_UNSUPPORTED', MISSING, {
    cause: new AggregateError(failures, 'neither could be loaded'),
  })
}

const DRIVERS = [
  { module: 'node:sqlite', name: 'DatabaseSync' },
  { module: 'libsql', name: 'default' },
] as const

const MISSING =
  'a store on disk needs SQLite: run `npm install libsql`, or a runtime that brings node:sqlite, as Node does from 22.13 on'
