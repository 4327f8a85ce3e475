/** What is used of `node:sqlite` and of `libsql`, which have it in common. */
export interface SqliteDriver {
  new (path: string): SqliteHandle
}

export interface SqliteHandle {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): unknown
}

export interface SqliteStatement {
  run(...values: readonly SqlValue[]): {
    readonly changes: number | bigint
    readonly lastInsertRowid: number | bigint
  }
  all(...values: readonly SqlValue[]): unknown[]
}

export type SqlValue = string | number | null
