/**
 * A controller: one policy for any number of functions, and copies of it that differ in an option.
 */
import { AsyncRetrying, retryIfException, stopAfterAttempt, waitExponential, waitFixed } from 'holdfast'
import { json, reset, status } from '../failing-server/answers.ts'
import { isTransient } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

export const retrying = new AsyncRetrying({
  stop: stopAfterAttempt(3),
  wait: waitExponential({ multiplier: '100ms', max: '10s' }),
  retry: retryIfException(isTransient),
})

/** The same, for callers who are in a hurry. */
export const quickRetrying = retrying.copy({ wait: waitFixed('10ms') })

export async function fetchStatus(url: string): Promise<number> {
  const response = await request(url)
  return response.status
}

export async function fetchText(url: string, init: RequestInit): Promise<string> {
  const response = await request(url, init)
  return response.text()
}

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), json({}), status(429), json({}), reset))

  console.log(`status ${await retrying.call(fetchStatus, server.url)}`)
  console.log(`text ${await quickRetrying.call(fetchText, server.url, { method: 'POST' })}`)
  // A reset connection is no HttpError, so this policy leaves it alone.
  const error = await retrying.call(fetchStatus, server.url).catch((thrown: Error) => thrown)
  console.log(`${String(error)}, at attempt ${retrying.statistics.attemptNumber}`)
})
