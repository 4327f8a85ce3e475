import { resolve } from 'node:path'

import type { SessionStore } from '../../durable/session-store.ts'
import { invalidRange, invalidType } from '../../errors/invalid.ts'
import { type Duration, readDuration } from '../../strategies/duration.ts'
import { createStore } from '../create-store.ts'
import { readStoreOptions, type StoreOptions } from '../store-options.ts'
import { backUp } from './back-up.ts'
import { openDatabase } from './open-database.ts'
import type { Platform } from './platform.ts'

/** All optional. */
export interface SqliteStoreOptions extends StoreOptions {
  /** How long a call waits while others have the file locked, before it rejects: a duration from 0. @default '5s' */
  readonly busyTimeout?: Duration | undefined
}

/** A store in a SQLite file. */
export interface SqliteStore extends SessionStore {
  /**
   * Copies the store to another file, as it is now: a store of its own, which `openSqliteStore` opens.
   *
   * Other processes go on meanwhile. This one stands still, for seconds where the file has hundreds of megabytes.
   *
   * @param path - where there is no file yet
   * @throws StoreError, by rejection, when there is one, or the copy cannot be written; none is left then
   */
  backup(path: string): Promise<void>
}

/** What `openSqliteStore` does, on any platform. */
export async function openStore(
  path: string,
  options: SqliteStoreOptions,
  platform: Platform,
): Promise<SqliteStore> {
  const file = readPath('path', path)
  const settings = { busyTimeout: BUSY_TIMEOUT, ...readStoreOptions(options, { busyTimeout: readDuration }) }
  const database = await openDatabase(file, settings, platform)
  return {
    ...createStore(database, settings),
    backup: async (target) => backUp(database, readPath('path', target)),
  }
}

/** Milliseconds. */
const BUSY_TIMEOUT = 5000

/** The absolute path: to `libsql` some texts are the address of a server. */
function readPath(option: string, path: unknown): string {
  if (typeof path !== 'string') throw invalidType(option, 'a string', path)
  if (path === '' || path.includes('\0')) throw invalidRange(option, 'the path of a file', path)
  if (path === ':memory:')
    throw invalidRange(option, 'the path of a file; createMemoryStore of holdfast/memory needs none', path)
  return resolve(path)
}
