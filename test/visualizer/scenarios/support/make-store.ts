import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openSqliteStore } from 'holdfast/sqlite'
import type { SqliteStore } from 'holdfast/sqlite'
import { onTestFinished } from 'vitest'

/** A store in a file of its own, which goes with the test. */
export async function makeStore(): Promise<{ readonly path: string; readonly store: SqliteStore }> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-scenario-'))
  const path = join(folder, 'retries.db')
  const store = await openSqliteStore(path)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  return { path, store }
}
