import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from 'holdfast/sqlite'
import { startFailingServer } from '../failing-server/server.ts'
import { playLives } from './play-lives.ts'
import { renderHistory } from './render-history.ts'
import { SESSION } from './session.ts'

/**
 * A session sleeps longer than its process lives: the program kills itself, and is started again until it is done.
 *
 * @param interruption - ends it
 */
export async function showSurvivingSession(
  output: NodeJS.WriteStream,
  interruption: AbortSignal,
): Promise<void> {
  const server = await startFailingServer()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-'))
  const file = join(folder, 'sessions.db')
  // The program opens it as well; here it is only looked into.
  const store = await openSqliteStore(file)
  output.write(`\nA session that outlives its process, in ${file}\n\n`)
  try {
    const url = `${server.url}/report-7`
    const { processes, paint } = await playLives(output, store, [file, url], interruption)
    const history = await store.history(SESSION)
    output.write(`\n${renderHistory(history, processes, output.columns || 80, paint)}`)
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
    await server.close()
  }
}
