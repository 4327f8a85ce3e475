import type { SessionEvent, SessionRecord } from '../../durable/session-store.ts'
import type { SessionTable } from '../session-database.ts'
import type { ChangedSession, SessionHead, Transition } from '../transitions/transition.ts'
import { type AsStored, eventColumns, sessionColumns, withFlags } from './columns.ts'
import type { Connection } from './connection.ts'
import { selectSessions } from './select-sessions.ts'

/**
 * Sessions in the tables that `migrations.ts` makes.
 *
 * @param longestHistory - how many lines of each session's history are kept
 */
export function createSqliteTable({ run, insert, all }: Connection, longestHistory: number): SessionTable {
  const addEvent = (session: number, n: number, event: SessionEvent) => {
    run(ADD_EVENT, session, n, ...eventColumns.values(event))
    if (n > longestHistory) run(FORGET_EVENTS, session, n - longestHistory)
  }
  const write = (
    { key, events }: Place,
    before: Partial<SessionRecord>,
    { record, event }: Transition<ChangedSession>,
  ) => {
    const changes = [{ column: 'events', value: events + 1 }, ...sessionColumns.changes(before, record)]
    const assignments = changes.map(({ column }) => `${column} = ?`).join(', ')
    run(`UPDATE retry_session SET ${assignments} WHERE key = ?`, ...changes.map(({ value }) => value), key)
    addEvent(key, events + 1, event)
  }

  return {
    get: (id) => all<AsStored<SessionRecord>>(GET, id).map(withFlags).at(0),
    add({ record, event }) {
      const key = insert(ADD, record.id, ...sessionColumns.values(record))
      if (key !== undefined) addEvent(key, 1, event)
      return key !== undefined
    },
    change(id, decide) {
      const [row] = all<AsStored<SessionRecord> & Place>(GET_WITH_PLACE, id)
      if (row === undefined) return {}
      const { key, events, ...rest } = row
      const before = withFlags(rest)
      const changed = decide(before)
      if (changed === undefined) return { before }
      write({ key, events }, before, changed)
      return { before, after: changed.record }
    },
    commit(id, decide) {
      const [row] = all<AsStored<SessionHead> & Place>(GET_HEAD, id)
      if (row === undefined) return false
      const { key, events, ...rest } = row
      const head = withFlags(rest)
      const changed = decide(head)
      if (changed === undefined) return false
      write({ key, events }, head, changed)
      return true
    },
    remove: (id) => void run('DELETE FROM retry_session WHERE id = ?', id),
    renew(owner, leaseUntil) {
      const held = run('UPDATE retry_session SET lease_until = ? WHERE owner = ?', leaseUntil, owner)
      const idsOf = (request: 'cancel_requested' | 'wake_requested') =>
        all<{ id: string }>(`SELECT id FROM retry_session WHERE owner = ? AND ${request} = 1`, owner).map(
          ({ id }) => id,
        )
      return {
        held,
        cancelRequested: idsOf('cancel_requested'),
        wakeRequested: idsOf('wake_requested'),
      }
    },
    list: (filter) => {
      const { sql, values } = selectSessions(filter)
      return all<AsStored<SessionRecord>>(sql, ...values).map(withFlags)
    },
    history: (id) => all<Omit<SessionEvent, 'id'>>(HISTORY, id).map((event) => ({ id, ...event })),
    removeUnchanged: (status, since, atMost) => run(REMOVE_UNCHANGED, status, since, atMost),
  }
}

/** Where a session is, and how many lines its history has had. */
interface Place {
  readonly key: number
  readonly events: number
}

const GET = `SELECT id, ${sessionColumns.asProperties} FROM retry_session WHERE id = ?`

const GET_WITH_PLACE = `SELECT key, events, id, ${sessionColumns.asProperties} FROM retry_session WHERE id = ?`

const GET_HEAD = `SELECT key, events, id, rev, owner, status, attempt,
  cancel_requested AS cancelRequested, wake_requested AS wakeRequested
  FROM retry_session WHERE id = ?`

const ADD = `INSERT INTO retry_session (events, id, ${sessionColumns.names})
  VALUES (1, ?, ${sessionColumns.places}) ON CONFLICT (id) DO NOTHING`

const ADD_EVENT = `INSERT INTO retry_session_event (session, n, ${eventColumns.names})
  VALUES (?, ?, ${eventColumns.places})`

const FORGET_EVENTS = 'DELETE FROM retry_session_event WHERE session = ? AND n <= ?'

const HISTORY = `SELECT ${eventColumns.asProperties} FROM retry_session_event
  WHERE session = (SELECT key FROM retry_session WHERE id = ?) ORDER BY n`

// The first condition is the index's own, by which SQLite sees that it may use it.
const REMOVE_UNCHANGED = `DELETE FROM retry_session WHERE key IN (
  SELECT key FROM retry_session
  WHERE status IN ('done', 'failed', 'cancelled') AND status = ? AND updated_at <= ?
  LIMIT ?)`
