/**
 * A block of code that is retried where it stands, without a function of its own.
 */
import { AsyncRetrying, stopAfterAttempt, waitExponential } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { json, status } from '../failing-server/answers.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

const policy: RetryOptions = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '100ms' }) }

export async function download(url: string, options = policy): Promise<string> {
  const loop = new AsyncRetrying(options).loop<string>()
  for await (const attempt of loop) {
    // What the body throws is the attempt's outcome: the loop goes on with it, or throws in the end.
    await attempt.run(async ({ signal }) => {
      const response = await request(url, { signal })
      return response.text()
    })
  }
  return loop.result()
}

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(500), status(503), json({ ready: true })))

  console.log(await download(server.url))
  console.log(`after ${server.requests} requests`)
})
