import type { SqliteDriver, SqliteHandle, SqliteStatement } from '../../../src/stores/sqlite/sqlite-driver.ts'

/** Told of every transaction, whoever asked for it. */
export interface Tap {
  readonly beforeCommit: () => void
  /** @param isSynced - the database was told not to say so before it is on the disk */
  readonly afterCommit: (isSynced: boolean) => void
}

/**
 * Has all databases that a driver opens tell of their transactions.
 *
 * @param neverSync - they are not to wait for the disk, whatever they are told
 */
export function tapDriver(Driver: SqliteDriver, { beforeCommit, afterCommit }: Tap, neverSync = false): void {
  const handles = Driver.prototype as Handles
  const { prepare, exec } = handles
  handles.exec = function (sql) {
    return exec.call(this, neverSync ? sql.replace('synchronous = FULL', 'synchronous = OFF') : sql)
  }
  handles.prepare = function (sql) {
    const statement = prepare.call(this, sql)
    if (sql !== 'COMMIT') return statement
    const run = statement.run.bind(statement)
    const readLevel = prepare.call(this, 'PRAGMA synchronous')
    return Object.assign(statement, {
      run: () => {
        const [level] = readLevel.all() as { synchronous: number }[]
        beforeCommit()
        const result = run()
        afterCommit(level !== undefined && level.synchronous >= FULL)
        return result
      },
    })
  }
}

/** What all databases of a driver inherit. */
interface Handles {
  prepare: (this: SqliteHandle, sql: string) => SqliteStatement
  exec: (this: SqliteHandle, sql: string) => unknown
}

/** https://www.sqlite.org/pragma.html#pragma_synchronous */
const FULL = 2
