import Database from 'libsql'

/** What a program would write by hand: one row a session, and no history. */
export interface RawRows {
  upsert(id: string, status: string, snapshot: string | null, result: string | null): void
}

/** Opens a file with the driver alone, set as the store sets it: WAL, and each commit synced to the disk. */
export function openRawRows(path: string): RawRows {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(`
    create table session (
      id text primary key, kind text, version text, status text, attempt integer, due_at integer, rev integer,
      owner text, lease_until integer, snapshot text, result text, created_at integer, updated_at integer
    ) strict
  `)
  const statement = database.prepare(`
    insert into session values (?, 'retry', '1', ?, 1, 1800000000000, 1, 'owner', 1800000000000, ?, ?, ?, ?)
    on conflict (id) do update set
      status = excluded.status, rev = rev + 1, snapshot = excluded.snapshot, result = excluded.result,
      updated_at = excluded.updated_at
  `)
  return {
    upsert: (id, status, snapshot, result) => {
      const now = Date.now()
      statement.run(id, status, snapshot, result, now, now)
    },
  }
}
