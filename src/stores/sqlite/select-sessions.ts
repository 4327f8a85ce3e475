import type { SessionStatus } from '../../durable/session-store.ts'
import type { SessionFilter } from '../session-filter.ts'
import { sessionColumns } from './columns.ts'
import type { SqlValue } from './sqlite-driver.ts'

/** A query for sessions. A partial index is used where a condition is the index's own, word for word. */
export function selectSessions(filter: SessionFilter): { readonly sql: string; readonly values: SqlValue[] } {
  const conditions = conditionsOf(filter)
  const where = conditions.map(([condition]) => condition).join(' AND ')
  const sql = `SELECT id, ${sessionColumns.asProperties} FROM retry_session
    WHERE ${where || 'TRUE'} ORDER BY ${orderOf(filter)} LIMIT ?`
  return { sql, values: [...conditions.flatMap(([, ...values]) => values), filter.limit] }
}

type Condition = readonly [sql: string, ...values: SqlValue[]]

function conditionsOf({ statuses, kind, dueBefore, after }: SessionFilter): Condition[] {
  const conditions: Condition[] = []
  if (areActive(statuses)) conditions.push([`status = 'active'`])
  else if (statuses !== undefined) conditions.push(...oneOf(statuses))
  if (dueBefore !== undefined) conditions.push([`status = 'sleeping' AND due_at <= ?`, dueBefore])
  if (kind !== undefined) conditions.push(['kind = ?', kind])
  if (after !== undefined) conditions.push([`${idFor(statuses)} > ?`, after])
  return conditions
}

const orderOf = ({ dueBefore, statuses }: SessionFilter) =>
  dueBefore === undefined ? idFor(statuses) : 'due_at, id'

/** Of a million sessions few are active: after a plus, SQLite does not go through all ids to find those. */
const idFor = (statuses: SessionFilter['statuses']) => (areActive(statuses) ? '+id' : 'id')

const areActive = (statuses: SessionFilter['statuses']) => statuses?.join() === 'active'

function oneOf(statuses: readonly SessionStatus[]): Condition[] {
  const isEnded = !statuses.some((status) => status === 'active' || status === 'sleeping')
  return [
    [`status IN (${statuses.map(() => '?').join(', ')})`, ...statuses],
    ...(isEnded ? [[`status NOT IN ('active', 'sleeping')`] as const] : []),
  ]
}
