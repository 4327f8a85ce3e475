import type { SessionEvent, SessionRecord } from '../../durable/session-store.ts'
import type { SqlValue } from './sqlite-driver.ts'

/** Where the properties of an object lie in a table. */
export interface Columns<T> {
  /** A list of the columns. */
  readonly names: string
  /** As many question marks. */
  readonly places: string
  /** A list in which each column has the name of its property. */
  readonly asProperties: string
  /** In the order of the columns. */
  values(object: T): SqlValue[]
  /**
   * What an UPDATE must set. To set a column to what it is costs as much as to change it: its indices are written anew.
   */
  changes(
    before: Partial<T>,
    after: Partial<T>,
  ): readonly { readonly column: string; readonly value: SqlValue }[]
}

/** Of a session, but for its id. */
export const sessionColumns = columns<Omit<SessionRecord, 'id'>>({
  kind: 'kind',
  machineVersion: 'machine_version',
  snapshotFormat: 'snapshot_format',
  status: 'status',
  attempt: 'attempt',
  round: 'round',
  crashes: 'crashes',
  dueAt: 'due_at',
  deadlineAt: 'deadline_at',
  rev: 'rev',
  owner: 'owner',
  leaseUntil: 'lease_until',
  cancelRequested: 'cancel_requested',
  wakeRequested: 'wake_requested',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  input: 'input',
  snapshot: 'snapshot',
  result: 'result',
  error: 'error',
  attemptLimit: 'attempt_limit',
})

/** A session, or a part of it, of a row in which SQLite has numbers for what is true or false. */
export const withFlags = <Row extends AsStored<Flags>>(row: Row): Omit<Row, keyof Flags> & Flags => ({
  ...row,
  cancelRequested: row.cancelRequested === 1,
  wakeRequested: row.wakeRequested === 1,
})

type Flags = Pick<SessionRecord, 'cancelRequested' | 'wakeRequested'>

export type AsStored<Session extends Flags> = Omit<Session, keyof Flags> & {
  readonly [flag in keyof Flags]: number
}

/** Of a line of its history. */
export const eventColumns = columns<Omit<SessionEvent, 'id'>>({
  rev: 'rev',
  type: 'type',
  at: 'at',
  status: 'status',
  attempt: 'attempt',
  by: 'written_by',
  note: 'note',
})

function columns<T extends Record<keyof T, SqlValue | boolean>>(
  columnOf: Record<keyof T & string, string>,
): Columns<T> {
  // Its own keys, all of them.
  const properties = Object.keys(columnOf) as (keyof T & string)[]
  const list = (toText: (property: keyof T & string) => string) => properties.map(toText).join(', ')
  return {
    names: list((property) => columnOf[property]),
    places: list(() => '?'),
    asProperties: list((property) => `${columnOf[property]} AS "${property}"`),
    values: (object) => properties.map((property) => toValue(object[property])),
    changes: (before, after) =>
      properties.flatMap((property) => {
        const value = after[property]
        if (value === undefined || value === before[property]) return []
        return [{ column: columnOf[property], value: toValue(value) }]
      }),
  }
}

function toValue(value: SqlValue | boolean): SqlValue {
  if (typeof value === 'boolean') return Number(value)
  // A number that is longer cannot be read back everywhere, and as a time it means never.
  return typeof value === 'number' ? Math.min(value, Number.MAX_SAFE_INTEGER) : value
}
