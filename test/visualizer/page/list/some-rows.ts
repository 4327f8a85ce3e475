import type { RowStatus, SessionRow } from 'holdfast/visualizer'

/** So many sessions as a program on a bad day has them; the same ones each time. */
export function someRows(count: number, now: number): SessionRow[] {
  return Array.from({ length: count }, (_, index) => rowOf(index, now))
}

function rowOf(index: number, now: number): SessionRow {
  const status = STATUSES[index % STATUSES.length] ?? 'done'
  const startedAt = now - index * 7_000 - 4_000
  const origin = index % 5 === 3 ? 'stored' : 'live'
  const attempt = 1 + (index % 5)
  const hasFailed = !['done', 'active'].includes(status)
  return {
    key: `${origin}:${index}`,
    name: NAMES[index % NAMES.length] ?? 'load',
    kind: index % 7 === 0 ? 'checkout' : 'retry',
    origin,
    source: origin === 'stored' ? 'store' : 'program',
    ...(index % 3 > 0 && { id: `order-${4100 + index}` }),
    status,
    state: STATES[status],
    attempt,
    limit: 5,
    ...(hasFailed && { error: ERRORS[index % ERRORS.length] ?? 'Error' }),
    ...(status === 'sleeping' && { wakeAt: now + 3_000 + index * 900 }),
    startedAt,
    changedAt: now - index * 1_000,
    ...(origin === 'stored' && { owner: 'web-1 (4711)' }),
    can: CAN[status] ?? [],
  }
}

const STATUSES: readonly RowStatus[] = [
  'sleeping',
  'failed',
  'done',
  'active',
  'sleeping',
  'done',
  'cancelled',
  'done',
  'sleeping',
  'done',
  'failed',
]

const STATES: Record<RowStatus, string> = {
  active: 'attempting.running',
  interrupted: 'attempting.running',
  sleeping: 'sleeping.resting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  stopped: 'attempting',
  quarantined: 'quarantined',
  lost: 'sleeping.resting',
}

const CAN: Partial<Record<RowStatus, SessionRow['can']>> = {
  sleeping: ['wake', 'cancel'],
  active: ['cancel'],
  failed: ['round'],
}

const NAMES = [
  'charge card',
  'send receipt',
  'sync inventory with the warehouse in Rotterdam',
  'load profile',
  'import feed',
]

const ERRORS = [
  'Error: connect ECONNREFUSED 10.0.4.17:5432',
  'TimeoutError: the attempt took longer than 5 s',
  'HttpError: 503 Service Unavailable from https://payments.example/v2/charges (retry after 30 s)',
]
