/**
 * What to do when a session has given up: ask the `RetryError`, throw what the last attempt threw, or give a value.
 */
import { isRetryError, retry, retryIfException, stopAfterAttempt, waitFixed } from 'holdfast'
import { status } from '../failing-server/answers.ts'
import { isTransient } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

export const fetchStock = retry({
  stop: stopAfterAttempt(3),
  wait: waitFixed('50ms'),
  retry: retryIfException(isTransient),
})(async (url: string): Promise<string> => (await request(url)).text())

/** Asks the error: how it ended, what went wrong before, how long it took. */
export async function explainFailure(url: string): Promise<string[]> {
  try {
    return [await fetchStock(url)]
  } catch (error) {
    // What was not to be retried comes as it was thrown.
    if (!isRetryError(error)) throw error
    const { lastAttempt, errors, statistics } = error
    return [
      `attempt ${lastAttempt.attemptNumber} ${lastAttempt.failed ? `threw ${String(lastAttempt.error)}` : 'gave a value'}`,
      `all of them: ${errors.join(', ')}`,
      `slept ${statistics.idleFor} ms`,
    ]
  }
}

/** Throws what the last attempt threw; `lastAttempt.result()` does so too, and gives its value where it has one. */
export async function fetchOrRethrow(url: string): Promise<string> {
  try {
    return await fetchStock(url)
  } catch (error) {
    if (isRetryError(error)) error.reraise()
    throw error
  }
}

/** The same by an option. */
export const fetchOrReraise = fetchStock.retryWith({ reraise: true })

/** A value in place of the error, awaited. */
export const fetchOrGuess = fetchStock.retryWith({
  retryErrorCallback: async ({ attemptNumber }) => `unknown after ${attemptNumber} attempts`,
})

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(500), status(502), status(503)))

  for (const line of await explainFailure(server.url)) console.log(line)
  await fetchOrRethrow(server.url).catch((error: unknown) => console.log(`by hand: ${String(error)}`))
  await fetchOrReraise(server.url).catch((error: unknown) => console.log(`by an option: ${String(error)}`))
  console.log(`by a callback: ${await fetchOrGuess(server.url)}`)
})
