import type { NewSession, SessionRecord, SessionStore } from '../durable/session-store.ts'
import { check } from './check.ts'

/** A session to insert. */
export const session = (id: string, facts: Partial<NewSession> = {}): NewSession => ({
  id,
  kind: 'retry',
  machineVersion: '1',
  snapshotFormat: 1,
  status: 'active',
  ...facts,
})

/** Two who run sessions, each for a second from now. */
export const ME = { owner: 'me', leaseFor: 1000 }
export const YOU = { owner: 'you', leaseFor: 1000 }

/** A session that must be there. */
export async function read(store: SessionStore, id = 'a'): Promise<SessionRecord> {
  const record = await store.get(id)
  check(record !== undefined, `get(${JSON.stringify(id)}) finds no session, and one was written`)
  return record
}

/** Ends a session that nobody holds. */
export async function end(
  store: SessionStore,
  status: 'done' | 'failed' | 'cancelled' | 'quarantined',
  id = 'a',
) {
  const { rev } = await read(store, id)
  const isCommitted = await store.commit(id, { rev, owner: null }, { status, event: status })
  check(isCommitted, `a commit with the rev and the owner of ${id} must be done`)
}
