import Connection from 'libsql/promise'

/** A SQLite database, asked asynchronously; it is closed by the end of its `await using`. */
export interface Database extends AsyncDisposable {
  /** Runs one statement. */
  run(sql: string, ...values: readonly SqlValue[]): Promise<void>
  /** The rows of a query; their type is the caller's word. */
  all<Row>(sql: string, ...values: readonly SqlValue[]): Promise<Row[]>
}

type SqlValue = string | number | null

/** Opens a database in memory, unless a file is named. */
export function openDatabase(file = ':memory:'): Database {
  const connection = new Connection(file, {})
  return {
    async run(sql, ...values) {
      const statement = await connection.prepare(sql)
      await statement.run(...values)
    },
    async all(sql, ...values) {
      const statement = await connection.prepare(sql)
      return statement.all(...values)
    },
    async [Symbol.asyncDispose]() {
      connection.close()
    },
  }
}
