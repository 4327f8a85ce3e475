import { hasEnded } from '../../durable/has-ended.ts'
import { openRound } from '../../durable/open-round.ts'
import type { SessionRecord, SessionStore } from '../../durable/session-store.ts'
import { holderOf } from '../reading/holder-of.ts'
import type { SessionAnswer } from './session-answer.ts'

/**
 * Has a session that has ended run again, in a new round.
 *
 * @param by - who asks for it
 */
export async function retrySession(store: SessionStore, id: string, by: string): Promise<SessionAnswer> {
  for (;;) {
    const record = await store.get(id)
    if (record === undefined) return undefined
    const refusal = refusalOf(record, store.now())
    if (refusal !== undefined) return { refusal }
    // Somebody else may have been faster.
    if (await openRound(store, record, by)) return opened(await store.get(id))
  }
}

function refusalOf(record: SessionRecord, now: number): string | undefined {
  if (record.status === 'done') return 'is done, and its result is in the store: another id runs it anew'
  if (hasEnded(record)) return undefined
  const holder = holderOf(record, now)
  return holder === undefined
    ? 'has not ended: it goes on when its program next calls runWithRetry with this id'
    : `has not ended: ${holder} runs it; wait for its end, or cancel it first`
}

const opened = (session: SessionRecord | undefined): SessionAnswer =>
  session && {
    outcome: 'retried',
    session,
    text:
      `runs again, in round ${session.round}: its program goes on with attempt ${session.attempt + 1} ` +
      'when it next calls runWithRetry with this id',
  }
