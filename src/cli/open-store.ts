import { statSync } from 'node:fs'

import type { Retention, SessionStore } from '../durable/session-store.ts'
import { CommandError } from './command-error.ts'
import { EXIT } from './exit-codes.ts'

/**
 * Opens a store that is there.
 *
 * @throws CommandError when there is none at the path
 */
export async function openStore(path: string, retention: Retention = {}): Promise<SessionStore> {
  // To open one that is missing, or empty, would make it.
  if (!statSync(path, { throwIfNoEntry: false })?.size)
    throw new CommandError(
      EXIT.notFound,
      `there is no store at ${path}: name the file that the program gives to openSqliteStore`,
    )
  // Loaded only now, so that `--help` is there at once.
  const { openSqliteStore } = await import('../stores/open-sqlite-store.ts')
  return openSqliteStore(path, { retention, history: WHOLE })
}

/** The program decides how much history is kept; a command adds a line, and forgets none. */
const WHOLE = Number.MAX_SAFE_INTEGER
