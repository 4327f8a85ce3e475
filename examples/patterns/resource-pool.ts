/**
 * A bounded pool around the attempts: each holds a place while it runs, and none while the session sleeps.
 */
import { Semaphore } from 'async-mutex'
import { retryIfException, runWithRetry, stopAfterDelay, waitExponential } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { json, status } from '../failing-server/answers.ts'
import { isTransient } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { startServer } from './support/start-server.ts'

export interface Pool {
  /** Runs a function with retries; each of its attempts waits for a place in the pool. */
  run<T>(fn: (attempt: AttemptInfo) => Promise<T>, options?: RetryOptions): Promise<T>
}

export function createPool(places: number): Pool {
  const semaphore = new Semaphore(places)

  const policy: RetryOptions = {
    retry: retryIfException(isTransient),
    stop: stopAfterDelay('1m'),
    wait: waitExponential({ multiplier: '20ms', max: '5s' }),
  }

  return {
    run: (fn, options) =>
      runWithRetry({ ...policy, ...options }, (attempt) =>
        semaphore.runExclusive(() => {
          // An attempt that ended while it waited gives its place to the next.
          attempt.signal.throwIfAborted()
          return fn(attempt)
        }),
      ),
  }
}

await runDirectly(import.meta.url, async () => {
  let open = 0
  let peak = 0
  await using server = await startServer((_request, response) => {
    peak = Math.max(peak, ++open)
    // Every third is refused, and comes again.
    const answer = server.requests % 3 === 0 ? status(503) : json({})
    setTimeout(() => {
      open--
      answer(response)
    }, 10)
  })

  const pool = createPool(4)
  const calls = Array.from({ length: 20 }, () => pool.run(({ signal }) => request(server.url, { signal })))
  const responses = await Promise.all(calls)
  console.log(`${responses.length} calls, ${server.requests} requests, at most ${peak} at a time`)
})
