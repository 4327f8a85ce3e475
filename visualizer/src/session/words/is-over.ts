import type { RowStatus, SessionRow } from 'holdfast/visualizer'

/** Whether nothing more happens in a session, unless somebody runs it again. */
export const isOver = ({ endedAt, status }: Pick<SessionRow, 'endedAt' | 'status'>): boolean =>
  endedAt !== undefined || OVER.has(status)

const OVER: ReadonlySet<RowStatus> = new Set<RowStatus>([
  'done',
  'failed',
  'cancelled',
  'stopped',
  'quarantined',
  'lost',
])
