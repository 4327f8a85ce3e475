import type { Retention, SessionStore } from '../durable/session-store.ts'
import { CommandError } from './command-error.ts'
import { EXIT } from './exit-codes.ts'
import { openStore } from './open-store.ts'

/**
 * Opens a store for as long as something is done with it.
 *
 * @param path - of a file that must be there
 * @throws CommandError when it is not
 */
export async function withStore<T>(
  path: string | undefined,
  use: (store: SessionStore) => Promise<T>,
  retention: Retention = {},
): Promise<T> {
  // A variable that is set to nothing counts as one that is not set.
  if (path === undefined || path === '')
    throw new CommandError(EXIT.usage, 'no store is named: give --store <path>, or set HOLDFAST_STORE')
  const store = await openStore(path, retention)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
