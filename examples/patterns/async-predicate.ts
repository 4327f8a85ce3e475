/**
 * A database decides what is retried: an async predicate asks a table, which may change while the program runs.
 */
import { retry, retryIfException, retryIfExceptionCode, stopAfterAttempt, waitExponential } from 'holdfast'
import { json, reset } from '../failing-server/answers.ts'
import { openDatabase, type Database } from './support/open-database.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

/** The API refused; its code says why. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string

  constructor(code: string) {
    super(`the API refused: ${code}`)
    this.code = code
  }
}

export function createClient(database: Database) {
  const isRetryable = async (error: unknown) => {
    if (!(error instanceof ApiError)) return false
    const rows = await database.all('SELECT 1 FROM retryable WHERE code = ?', error.code)
    return rows.length > 0
  }

  return retry({
    // Async and sync strategies are combined in the same way.
    retry: retryIfException(isRetryable).or(retryIfExceptionCode('ECONNRESET')),
    wait: waitExponential({ multiplier: '50ms', max: '10s' }),
    stop: stopAfterAttempt(5),
  })(callApi)
}

async function callApi(url: string): Promise<string> {
  const response = await fetch(url)
  const { error, value } = (await response.json()) as { error?: string; value: string }
  if (error !== undefined) throw new ApiError(error)
  return value
}

await runDirectly(import.meta.url, async () => {
  await using database = openDatabase()
  await database.run('CREATE TABLE retryable (code TEXT PRIMARY KEY)')
  await database.run("INSERT INTO retryable VALUES ('BUSY'), ('LOCKED')")
  const refuse = (error: string) => json({ error })
  await using server = await startServer(
    inTurn(refuse('BUSY'), reset, refuse('LOCKED'), json({ value: 'stored' }), refuse('NO_SUCH_TABLE')),
  )

  const call = createClient(database)
  console.log(`${await call(server.url)}, at attempt ${call.statistics.attemptNumber}`)
  await call(server.url).catch((error: Error) => console.log(error.message))
  console.log(`at attempt ${call.statistics.attemptNumber}`)
})
