import type { SessionRecord, SessionStore } from '../../durable/session-store.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'

/** @throws CommandError when there is no such session */
export async function findSession(store: SessionStore, id: string): Promise<SessionRecord> {
  const record = await store.get(id)
  if (record === undefined) throw noSession(store, id)
  return record
}

/** The error about an id that nobody has, or no longer. */
export const noSession = (store: SessionStore, id: string): CommandError =>
  new CommandError(
    EXIT.notFound,
    `there is no session ${id} in ${store.name}: holdfast sessions list shows those there are`,
  )
