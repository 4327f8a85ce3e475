import type { NewSession, SessionStore } from 'holdfast/memory'

/** A session to insert. */
export const session = (id: string, facts: Partial<NewSession> = {}): NewSession => ({
  id,
  kind: 'retry',
  machineVersion: '1',
  snapshotFormat: 1,
  status: 'active',
  ...facts,
})

/** Adds 1 to the attempt of a session that nobody holds. */
export async function attempt(store: SessionStore, id: string): Promise<boolean> {
  const { rev = 0, attempt: last = 0 } = (await store.get(id)) ?? {}
  return store.commit(id, { rev, owner: null }, { attempt: last + 1, event: 'attempt' })
}

/** Inserts a session that is done. */
export async function insertDone(store: SessionStore, id: string): Promise<void> {
  await store.insert(session(id))
  await store.commit(id, { rev: 1, owner: null }, { status: 'done', event: 'done' })
}
