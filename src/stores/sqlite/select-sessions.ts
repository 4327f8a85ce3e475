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

function conditionsOf(filter: SessionFilter): Condition[] {
  const { statuses, kind, dueBefore, changedSince, after } = filter
  const conditions: Condition[] = []
  if (areActive(statuses)) conditions.push([`status = 'active'`])
  else if (statuses !== undefined) conditions.push(...oneOf(statuses, changedSince === undefined))
  if (changedSince !== undefined) conditions.push(['updated_at >= ?', changedSince])
  if (dueBefore !== undefined) conditions.push([`status = 'sleeping' AND due_at <= ?`, dueBefore])
  if (kind !== undefined) conditions.push(['kind = ?', kind])
  if (after !== undefined) conditions.push([`${idFor(filter)} > ?`, after])
  return conditions
}

const orderOf = (filter: SessionFilter) => (filter.dueBefore === undefined ? idFor(filter) : 'due_at, id')

/**
 * Of a million sessions few are active, or were changed of late: after a plus, SQLite does not go through all ids to
 * find those.
 */
const idFor = ({ statuses, changedSince }: SessionFilter) =>
  areActive(statuses) || changedSince !== undefined ? '+id' : 'id'

const areActive = (statuses: SessionFilter['statuses']) => statuses?.join() === 'active'

/** @param byIndex - whether to find them by the index of those that have ended */
function oneOf(statuses: readonly SessionStatus[], byIndex: boolean): Condition[] {
  const haveEnded = !statuses.some((status) => status === 'active' || status === 'sleeping')
  return [
    [`status IN (${statuses.map(() => '?').join(', ')})`, ...statuses],
    ...(haveEnded && byIndex ? [[`status NOT IN ('active', 'sleeping')`] as const] : []),
  ]
}
