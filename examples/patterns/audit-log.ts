/**
 * Async hooks: each writes to an audit log, and the session goes on once that is written.
 */
import { runWithRetry, stopAfterAttempt, waitExponential } from 'holdfast'
import type { AttemptInfo, Outcome, RetryOptions } from 'holdfast'
import { json, status } from '../failing-server/answers.ts'
import { openDatabase, type Database } from './support/open-database.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

/**
 * Runs a function with retries, of which the table `audit` tells.
 *
 * @param id - the call's, in the log and as its idempotency key
 */
export async function runAudited<T>(
  database: Database,
  id: string,
  fn: (attempt: AttemptInfo) => Promise<T>,
  options?: RetryOptions,
): Promise<T> {
  const write = (event: string) => database.run('INSERT INTO audit (call, event) VALUES (?, ?)', id, event)

  const hooks: RetryOptions = {
    before: ({ attemptNumber }) => write(`attempt ${attemptNumber} begins`),
    after: ({ attemptNumber, outcome }) => write(`attempt ${attemptNumber}: ${explain(outcome)}`),
    beforeSleep: ({ upcomingSleep }) => write(`sleeps ${upcomingSleep} ms`),
  }
  const result = runWithRetry({ ...options, ...hooks }, fn, { id })
  // `after` is called where an attempt is to be retried, so the end is written here.
  await result.then(
    () => write('done'),
    (error: unknown) => write(`failed: ${String(error)}`),
  )
  return result
}

const explain = (outcome: Outcome | undefined) => (outcome?.failed ? String(outcome.error) : 'not yet')

export const createAuditLog = (database: Database): Promise<void> =>
  database.run('CREATE TABLE audit (id INTEGER PRIMARY KEY, call TEXT, event TEXT)')

export const readAuditLog = (database: Database): Promise<{ call: string; event: string }[]> =>
  database.all('SELECT call, event FROM audit ORDER BY id')

await runDirectly(import.meta.url, async () => {
  await using database = openDatabase()
  await createAuditLog(database)
  await using server = await startServer(inTurn(status(503), status(429), json({})))

  const options = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '50ms' }) }
  await runAudited(database, 'transfer-1', ({ signal }) => request(server.url, { signal }), options)

  for (const { call, event } of await readAuditLog(database)) console.log(`${call} ${event}`)
})
