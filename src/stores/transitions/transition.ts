import type { SessionEvent, SessionEventType, SessionRecord } from '../../durable/session-store.ts'

/** A session as it is from now on, and the line of its history that says how it came to be so. */
export interface Transition<Session = SessionRecord> {
  readonly record: Session
  readonly event: SessionEvent
}

/** What a transition needs to know at least. */
export type SessionHead = Pick<
  SessionRecord,
  'id' | 'rev' | 'owner' | 'status' | 'attempt' | 'cancelRequested' | 'wakeRequested'
>

/** What it makes of that. */
export type ChangedSession = SessionHead & Partial<SessionRecord> & Pick<SessionRecord, 'updatedAt'>

/** @param record - as it is from now on */
export function transition<Session extends ChangedSession>(
  record: Session,
  type: SessionEventType,
  by: string | null = record.owner,
  note: string | null = null,
): Transition<Session> {
  const { id, rev, status, attempt, updatedAt } = record
  return { record, event: { id, rev, type, at: updatedAt, status, attempt, by, note } }
}
