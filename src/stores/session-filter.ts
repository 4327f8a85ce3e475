import { readSessionId } from '../durable/session-id.ts'
import type { SessionQuery, SessionStatus } from '../durable/session-store.ts'
import { invalidCall, invalidType } from '../errors/invalid.ts'
import { aName, readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import { readNumber } from '../strategies/common/read-number.ts'
import { aCount } from '../machine/a-count.ts'

/** A `SessionQuery` as it was read. */
export interface SessionFilter {
  readonly statuses?: readonly SessionStatus[]
  readonly kind?: string
  readonly dueBefore?: number
  readonly changedSince?: number
  readonly after?: string
  readonly limit: number
}

/** @throws TypeError or RangeError for a wrong field, an unknown one, or two that contradict each other */
export function readFilter(query: SessionQuery): SessionFilter {
  const { status, ...filter } = readOptions(query, readers)
  if (filter['after'] !== undefined && filter['dueBefore'] !== undefined)
    throw invalidCall(
      'list({ dueBefore, after }): after goes on in the order of ids, dueBefore is in that of time; take the first sessions and ask again',
    )
  // Each field is what its reader gave.
  return { limit: 100, ...filter, ...(status === undefined ? {} : { statuses: status }) } as SessionFilter
}

const STATUSES = [
  'active',
  'sleeping',
  'done',
  'failed',
  'cancelled',
  'quarantined',
] satisfies SessionStatus[]

const someStatuses: Reader = (option, value) => {
  const statuses: unknown[] = Array.isArray(value) ? value : [value]
  const known: readonly unknown[] = STATUSES
  for (const status of statuses)
    if (!known.includes(status)) throw invalidType(option, STATUSES.join(', '), status)
  return [...new Set(statuses)]
}

const anInstant: Reader = (option, value) => readNumber(option, value, -Infinity)

const readers = {
  status: someStatuses,
  kind: aName,
  dueBefore: anInstant,
  changedSince: anInstant,
  after: (option, value) => readSessionId(value, option),
  limit: aCount,
} satisfies Record<keyof SessionQuery, Reader>
