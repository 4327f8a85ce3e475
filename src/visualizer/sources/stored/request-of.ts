import { hasEnded } from '../../../durable/has-ended.ts'
import type { SessionRecord } from '../../../durable/session-store.ts'
import type { SessionRow } from '../../protocol.ts'

/** What was asked of a stored session, and whoever runs it has not done yet. */
export function requestOf(
  record: Pick<SessionRecord, 'status' | 'cancelRequested' | 'wakeRequested'>,
): SessionRow['asked'] {
  if (hasEnded(record)) return undefined
  // Who is to end a session need not wake it.
  if (record.cancelRequested) return 'cancel'
  return record.wakeRequested ? 'wake' : undefined
}

/** How much was asked: more than before, as long as nobody has written to the session. */
export const weightOf = (asked: SessionRow['asked']): number => [undefined, 'wake', 'cancel'].indexOf(asked)
