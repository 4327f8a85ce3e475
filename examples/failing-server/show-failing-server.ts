import { runWithRetry } from 'holdfast'
import { paintFor } from '../terminal/paint.ts'
import { fetchJson } from './fetch-json.ts'
import { type Job, jobs } from './jobs.ts'
import { startFailingServer } from './server.ts'
import { createSessionLog } from './session-log.ts'
import { renderSummary } from './summary.ts'
import { openView } from './view.ts'

/**
 * Nine sessions fetch from a local server that fails the way real servers do, all at once, and each retries by a policy
 * of its own. The terminal shows what they are doing, and at the end what came of it.
 *
 * @param interruption - ends all of them
 */
export async function showFailingServer(
  output: NodeJS.WriteStream,
  interruption: AbortSignal,
): Promise<void> {
  const server = await startFailingServer()
  output.write(`Fetching from a failing server, ${server.url}\n`)
  const log = createSessionLog(jobs.map(({ name }) => name))
  const closeView = openView(log, output)

  const fetchWithRetries = ({ name, path, policy, patience }: Job) => {
    const signal = patience === undefined ? interruption : losingPatience(interruption, patience)
    const options = { ...policy, name, observer: log.observe(name), signal }
    return runWithRetry(options, (attempt) => fetchJson(server.url + path, attempt.signal))
  }
  await Promise.allSettled(jobs.map(fetchWithRetries))

  closeView()
  output.write(`\n${renderSummary(log.rows(), output.columns || 80, paintFor(output))}`)
  await server.close()
}

/** Also aborted when the caller's patience is at its end. */
function losingPatience(interruption: AbortSignal, patience: number): AbortSignal {
  const caller = new AbortController()
  setTimeout(() => caller.abort(new Error('the caller lost patience')), patience).unref()
  return AbortSignal.any([interruption, caller.signal])
}
