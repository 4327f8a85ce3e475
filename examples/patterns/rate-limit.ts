/**
 * A rate limiter in front of every attempt, and the server's word where that is not enough: others use the quota too.
 */
import { RateLimiter } from 'limiter'
import {
  retryIfException,
  runWithRetry,
  stopAfterAttempt,
  waitRandomExponential,
  waitRetryAfter,
} from 'holdfast'
import type { BindOptions, RetryOptions } from 'holdfast'
import { isTransient } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { startLimitedServer } from './support/start-limited-server.ts'

/** Makes a client whose calls share a limiter. */
export function createClient(limiter: Pick<RateLimiter, 'removeTokens'>, options?: RetryOptions) {
  const policy: RetryOptions = {
    retry: retryIfException(isTransient),
    // No earlier than the server says.
    wait: waitRetryAfter(waitRandomExponential({ multiplier: '50ms', max: '10s' }), { max: '5m' }),
    stop: stopAfterAttempt(5),
    ...options,
  }
  return (url: string, caller?: BindOptions): Promise<number> =>
    runWithRetry(
      policy,
      async ({ signal }) => {
        // Inside, so that a repetition takes its token as well.
        await limiter.removeTokens(1)
        // Who was aborted while he waited sends nothing: fetch looks at the signal first.
        const response = await request(url, { signal })
        return response.status
      },
      caller,
    )
}

await runDirectly(import.meta.url, async () => {
  await using server = await startLimitedServer(8)
  await Promise.all(Array.from({ length: 3 }, () => request(server.url)))
  console.log('somebody else has used 3 of 8 requests a second')

  const call = createClient(new RateLimiter({ tokensPerInterval: 8, interval: 'second' }))
  const answers = await Promise.all(Array.from({ length: 10 }, () => call(server.url)))
  console.log(`${answers.filter((code) => code === 200).length} of 10 calls answered`)
  console.log(`${server.refusals} requests refused on the way`)
})
