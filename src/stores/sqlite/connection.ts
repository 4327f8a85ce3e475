import type { SqliteDriver, SqliteStatement, SqlValue } from './sqlite-driver.ts'

/** One connection to a database file; its calls block, and throw the driver's own errors. */
export interface Connection {
  /** @returns how many rows it changed */
  readonly run: (sql: string, ...values: readonly SqlValue[]) => number
  /** Adds one row. @returns its key; undefined when there is none */
  readonly insert: (sql: string, ...values: readonly SqlValue[]) => number | undefined
  readonly all: <Row>(sql: string, ...values: readonly SqlValue[]) => Row[]
  /** Any number of statements, once. */
  readonly exec: (sql: string) => void
  /** Locks the file for all who write, first; all of the body happens, or nothing. */
  readonly transact: <T>(body: () => T) => T
  readonly close: () => void
}

export function openConnection(Driver: SqliteDriver, path: string): Connection {
  const handle = new Driver(path)
  const statements = new Map<string, SqliteStatement>()

  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? handle.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const run = (sql: string, ...values: readonly SqlValue[]) => Number(prepared(sql).run(...values).changes)

  return {
    run,
    insert(sql, ...values) {
      const { changes, lastInsertRowid } = prepared(sql).run(...values)
      return Number(changes) === 1 ? Number(lastInsertRowid) : undefined
    },
    // The columns are those that the SQL names.
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepared(sql).all(...values) as Row[],
    exec: (sql) => void handle.exec(sql),
    transact(body) {
      run('BEGIN IMMEDIATE')
      try {
        const value = body()
        run('COMMIT')
        return value
      } catch (error) {
        rollBack(run)
        throw error
      }
    },
    close() {
      // `libsql` lets go of the file when its statements are collected.
      statements.clear()
      handle.close()
    },
  }
}

function rollBack(run: (sql: string) => void) {
  try {
    run('ROLLBACK')
  } catch {
    // After some errors, such as a full disk, SQLite has done so already.
  }
}
