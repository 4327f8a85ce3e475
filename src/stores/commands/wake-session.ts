import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionStore } from '../../durable/session-store.ts'
import { holderOf } from '../reading/holder-of.ts'
import type { SessionAnswer } from './session-answer.ts'

/**
 * Ends the sleep that a session is in, or asks whoever runs it to.
 *
 * @param by - who asks for it
 */
export async function wakeSession(store: SessionStore, id: string, by: string): Promise<SessionAnswer> {
  const session = await store.wake(id, by)
  if (session === undefined) return undefined
  // What cannot be woken comes back as it was.
  if (hasEnded(session) || !session.wakeRequested)
    return { refusal: `does not sleep: it is ${session.status}` }
  const holder = holderOf(session, store.now())
  return holder === undefined
    ? {
        outcome: 'due',
        session,
        text: 'is due now: it goes on when its program next calls runWithRetry with this id',
      }
    : {
        outcome: 'requested',
        session,
        text: `is to wake: ${holder} was asked, and ends the sleep that it is in within a second`,
      }
}
