import { statSync } from 'node:fs'

import type { Retention, SessionStore } from '../durable/session-store.ts'
import { CommandError } from './command-error.ts'
import { EXIT } from './exit-codes.ts'

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
  // To open one that is missing, or empty, would make it.
  if (!statSync(path, { throwIfNoEntry: false })?.size)
    throw new CommandError(
      EXIT.notFound,
      `there is no store at ${path}: name the file that the program gives to openSqliteStore`,
    )
  // Loaded only now, so that `--help` is there at once.
  const { openSqliteStore } = await import('../stores/open-sqlite-store.ts')
  const store = await openSqliteStore(path, { retention, history: WHOLE })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** The program decides how much history is kept; a command adds a line, and forgets none. */
const WHOLE = Number.MAX_SAFE_INTEGER
