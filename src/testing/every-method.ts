import type { SessionStore } from '../durable/session-store.ts'
import { ME, session } from './sessions.ts'

/** A call of each method that takes an id, by name. */
export const methodsWithId = (
  store: SessionStore,
  id: string,
): readonly (readonly [name: string, call: () => Promise<unknown>])[] => [
  ['insert', () => store.insert(session(id))],
  ['get', () => store.get(id)],
  ['claim', () => store.claim(id, ME)],
  ['commit', () => store.commit(id, { rev: 1, owner: null }, { event: 'attempt' })],
  ['cancel', () => store.cancel(id)],
  ['wake', () => store.wake(id)],
  ['history', () => store.history(id)],
  ['delete', () => store.delete(id)],
]

/** And of every other one that there is, but `close`. */
export const everyMethod = (store: SessionStore, id: string): ReturnType<typeof methodsWithId> => [
  ...methodsWithId(store, id),
  ['renew', () => store.renew(ME)],
  ['list', () => store.list()],
  ['prune', () => store.prune()],
]
