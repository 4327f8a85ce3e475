import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionRecord, SessionStore } from '../../durable/session-store.ts'
import { holderOf } from '../reading/holder-of.ts'
import type { SessionAnswer } from './session-answer.ts'

/**
 * Ends a session for good, or asks whoever runs it to.
 *
 * @param by - who asks for it
 */
export async function cancelSession(store: SessionStore, id: string, by: string): Promise<SessionAnswer> {
  const before = await store.get(id)
  const session = await store.cancel(id, by)
  if (session === undefined) return undefined
  if (!hasEnded(session))
    return { outcome: 'requested', session, text: `is to be cancelled: ${asked(session, store.now())}` }
  if (session.status !== 'cancelled') return { refusal: `has ended already: it is ${session.status}` }
  return before?.status === 'cancelled'
    ? { outcome: 'unchanged', session, text: 'was cancelled before' }
    : { outcome: 'cancelled', session, text: 'is cancelled' }
}

function asked(session: SessionRecord, now: number): string {
  const holder = holderOf(session, now)
  return holder === undefined
    ? 'its process has died, so whoever takes it next ends it; cancel it again once its lease has run out to end it now'
    : `${holder} was asked, and ends it within a second`
}
