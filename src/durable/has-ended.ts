import type { SessionRecord, SessionStatus } from './session-store.ts'

/** Whether a session has ended, and its record holds how. */
export const hasEnded = ({ status }: Pick<SessionRecord, 'status'>): boolean => ENDED.has(status)

const ENDED: ReadonlySet<SessionStatus> = new Set<SessionStatus>([
  'done',
  'failed',
  'cancelled',
  'quarantined',
])
