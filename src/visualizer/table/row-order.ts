import type { RowQuery, RowSort, RowStatus } from '../protocol.ts'
import type { ShownRow } from './held-row.ts'
import { textOf } from './row-matcher.ts'

export type CompareRows = (a: ShownRow, b: ShownRow) => number

/** The order that a query asks for: rows without the value come last either way, and of equal ones those that began last first. */
export function rowOrder({ sort = 'changed', order = 'desc' }: RowQuery): CompareRows {
  const direction = order === 'asc' ? 1 : -1
  const valueOf = VALUES[sort]
  return (a, b) => {
    const x = valueOf(a)
    const y = valueOf(b)
    if (x === y) return b.row.startedAt - a.row.startedAt || (a.row.key < b.row.key ? -1 : 1)
    if (x === undefined) return 1
    if (y === undefined) return -1
    return x < y ? -direction : direction
  }
}

const VALUES: Readonly<Record<RowSort, (shown: ShownRow) => number | string | undefined>> = {
  changed: ({ row }) => row.changedAt,
  started: ({ row }) => row.startedAt,
  wake: ({ row }) => row.wakeAt,
  attempt: ({ row }) => row.attempt,
  name: textOf,
  status: ({ row }) => URGENCY[row.status],
}

/** In this order a person on call wants to know of them. */
const URGENCY: Readonly<Record<RowStatus, number>> = {
  failed: 0,
  quarantined: 1,
  lost: 2,
  interrupted: 3,
  // Sessions go to and fro between these two, and their lines should not.
  active: 4,
  sleeping: 4,
  cancelled: 5,
  stopped: 6,
  done: 7,
}
