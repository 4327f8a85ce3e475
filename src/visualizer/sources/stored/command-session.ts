import type { SessionStore } from '../../../durable/session-store.ts'
import { cancelSession } from '../../../stores/commands/cancel-session.ts'
import { retrySession } from '../../../stores/commands/retry-session.ts'
import type { SessionAnswer } from '../../../stores/commands/session-answer.ts'
import { wakeSession } from '../../../stores/commands/wake-session.ts'
import type { Command } from '../../protocol.ts'

/**
 * Does to a stored session what a person has asked for: to retry one that sleeps ends its sleep, and one that has ended
 * runs again.
 *
 * @param by - who asks for it
 */
export async function commandSession(
  store: SessionStore,
  id: string,
  command: Command,
  by: string,
): Promise<SessionAnswer> {
  if (command === 'cancel') return cancelSession(store, id, by)
  const record = await store.get(id)
  return record?.status === 'sleeping' ? wakeSession(store, id, by) : retrySession(store, id, by)
}
