import { closedError } from '../closed-error.ts'
import type { SessionDatabase, SessionTable } from '../session-database.ts'
import type { Connection } from './connection.ts'
import type { Schema } from './schema.ts'
import { createSqliteTable } from './sqlite-table.ts'
import { toStoreError } from './to-store-error.ts'
import { whenFree } from './when-free.ts'

/** The sessions of a file. */
export interface SqliteDatabase extends SessionDatabase {
  /** Writes all that was committed to a file that is empty. */
  copyTo(file: string): Promise<void>
}

export interface SqliteDatabaseSettings {
  readonly history: number
  /** Milliseconds. */
  readonly busyTimeout: number
}

export function createSqliteDatabase(
  name: string,
  connection: Connection,
  schema: Schema,
  { history, busyTimeout }: SqliteDatabaseSettings,
): SqliteDatabase {
  const table = createSqliteTable(connection, history)
  let isClosed = false
  let synchronous: 'NORMAL' | 'FULL' | undefined

  const run = async <T>(task: () => T, what = `the store ${name}`): Promise<T> => {
    const runOpen = () => {
      if (isClosed) throw closedError(name)
      return task()
    }
    try {
      return await whenFree(runOpen, busyTimeout)
    } catch (error) {
      throw toStoreError(error, what)
    }
  }

  const ofThisVersion =
    <T>(body: (table: SessionTable) => T) =>
    () => {
      schema.refuseNewer(connection)
      return body(table)
    }

  const transact = <T>(level: typeof synchronous, body: (table: SessionTable) => T) =>
    run(() => {
      if (synchronous !== level) connection.exec(`PRAGMA synchronous = ${level}`)
      synchronous = level
      return connection.transact(ofThisVersion(body))
    })

  return {
    name,
    read: (body) => run(ofThisVersion(body)),
    write: (body) => transact('NORMAL', body),
    writeDurably: (body) => transact('FULL', body),
    copyTo: (file) => run(() => void connection.run('VACUUM INTO ?', file), `the backup ${file}`),
    async close() {
      if (isClosed) return
      isClosed = true
      foldIn(connection)
      connection.close()
    },
  }
}

/** Brings what was committed from the log into the file itself, so that the file alone is whole. */
function foldIn(connection: Connection): void {
  try {
    connection.all('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Nothing is lost: the next who opens the file finds it in the log.
  }
}
