import type { Command, RowCounts, RowStatus } from 'holdfast/visualizer'

import type { Filters } from '../address/filters.ts'
import { STATUSES } from './statuses.ts'

/** Whether a command means anything to a session of some status that the filters leave. */
export function canBeAny(command: Command, { status }: Filters, counts: RowCounts): boolean {
  const statuses = status?.length ? status : STATUSES.filter((word) => counts.status[word])
  return statuses.some((word) => ABLE[command].has(word))
}

const ABLE: Readonly<Record<Command, ReadonlySet<RowStatus>>> = {
  retry: new Set(['sleeping', 'failed', 'cancelled', 'quarantined']),
  cancel: new Set(['sleeping', 'active', 'interrupted', 'quarantined']),
}
