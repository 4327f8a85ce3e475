/** A step from one version of the tables to the next. */
export interface Migration {
  /** What the file has from then on: 1000 times the major version, and the minor one. */
  readonly version: number
  /** What it does, for messages. */
  readonly name: string
  readonly sql: string
}

/**
 * Every step there was, oldest first; each ran on users' files, and is never changed.
 *
 * A step to a new minor version only adds: columns have a default, for older processes on the same file go on and do
 * not know of them. Whatever else needs a new major version, which stops those.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1000,
    name: 'sessions and their history',
    // Texts come last: a row is read from its front, and a large one lies on pages of its own.
    sql: `
      CREATE TABLE retry_session (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        machine_version TEXT NOT NULL,
        snapshot_format INTEGER NOT NULL,
        status TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        round INTEGER NOT NULL,
        crashes INTEGER NOT NULL,
        due_at INTEGER,
        deadline_at INTEGER,
        rev INTEGER NOT NULL,
        events INTEGER NOT NULL,
        owner TEXT,
        lease_until INTEGER,
        cancel_requested INTEGER NOT NULL,
        wake_requested INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        input TEXT,
        snapshot TEXT,
        result TEXT,
        error TEXT
      );
      -- All of them partial: a commit writes to few of them, and a session that sleeps is in one alone.
      CREATE INDEX retry_session_due ON retry_session (due_at, id) WHERE status = 'sleeping';
      CREATE INDEX retry_session_running ON retry_session (owner) WHERE owner IS NOT NULL OR status = 'active';
      CREATE INDEX retry_session_ended ON retry_session (status, id) WHERE status NOT IN ('active', 'sleeping');
      CREATE INDEX retry_session_retention ON retry_session (status, updated_at)
        WHERE status IN ('done', 'failed', 'cancelled');

      CREATE TABLE retry_session_event (
        session INTEGER NOT NULL,
        n INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        type TEXT NOT NULL,
        at INTEGER NOT NULL,
        status TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        written_by TEXT,
        note TEXT,
        PRIMARY KEY (session, n)
      ) WITHOUT ROWID;
      CREATE TRIGGER retry_session_deleted AFTER DELETE ON retry_session BEGIN
        DELETE FROM retry_session_event WHERE session = OLD.key;
      END;
    `,
  },
  {
    version: 1001,
    name: 'the latest changes',
    sql: 'CREATE INDEX retry_session_changed ON retry_session (updated_at)',
  },
  {
    version: 1002,
    name: 'the limit of attempts',
    sql: 'ALTER TABLE retry_session ADD COLUMN attempt_limit INTEGER',
  },
]
