/**
 * Nine sessions fetch from a local server that fails the way real servers do, all at once, and each retries by a policy
 * of its own. The terminal shows what they are doing, and at the end what came of it.
 */
import { runWithRetry } from 'holdfast'
import { fetchJson } from './fetch-json.ts'
import { type Job, jobs } from './jobs.ts'
import { paintFor } from './paint.ts'
import { startFailingServer } from './server.ts'
import { createSessionLog } from './session-log.ts'
import { renderSummary } from './summary.ts'
import { openView } from './view.ts'

const interruption = new AbortController()
process.on('SIGINT', () => interruption.abort(new Error('stopped by Ctrl-C')))

const server = await startFailingServer()
process.stdout.write(`Fetching from a failing server, ${server.url}\n`)
const log = createSessionLog(jobs.map(({ name }) => name))
const closeView = openView(log, process.stdout)

await Promise.allSettled(jobs.map(fetchWithRetries))

closeView()
process.stdout.write(`\n${renderSummary(log.rows(), process.stdout.columns || 80, paintFor(process.stdout))}`)
await server.close()

function fetchWithRetries({ name, path, policy, patience }: Job): Promise<unknown> {
  const options = { ...policy, name, observer: log.observe(name), signal: callerSignal(patience) }
  return runWithRetry(options, ({ signal }) => fetchJson(server.url + path, signal))
}

/** Aborted when somebody presses Ctrl-C, or the caller's patience is at its end. */
function callerSignal(patience?: number): AbortSignal {
  if (patience === undefined) return interruption.signal
  const caller = new AbortController()
  setTimeout(() => caller.abort(new Error('the caller lost patience')), patience).unref()
  return AbortSignal.any([interruption.signal, caller.signal])
}
