/**
 * A circuit breaker as a retry strategy: when a service keeps failing, its callers leave it alone for a while.
 */
import { retry, stopAfterAttempt, systemClock, waitFixed } from 'holdfast'
import type { Clock, RetryCallState } from 'holdfast'
import { json, status } from '../failing-server/answers.ts'
import { isTransient } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

/** The circuit is open: the service was not asked. `cause` is what went wrong last. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError'
}

export interface CircuitBreakerOptions {
  /** What says that the service is down: a 404 is an answer. */
  readonly isFailure: (error: unknown) => boolean
  /** The circuit opens after so many failures in a row. */
  readonly failures: number
  /** Milliseconds until one attempt may try whether the service is back. */
  readonly pause: number
  readonly clock?: Clock
}

/** Makes a breaker for one service: whoever calls that shares the breaker, by these two options of its policy. */
export function createCircuitBreaker({
  isFailure,
  failures,
  pause,
  clock = systemClock,
}: CircuitBreakerOptions) {
  let inARow = 0
  let lastError: unknown
  let pausesUntil = 0

  return {
    /** Lets an attempt through, or ends its session: what a hook throws is not retried. */
    before() {
      if (inARow < failures) return
      if (clock.monotonic() < pausesUntil)
        throw new CircuitOpenError('the service is down', { cause: lastError })
      // Half-open: this attempt tries, and all others wait for what comes of it, but no longer than another pause.
      pausesUntil = clock.monotonic() + pause
    },

    retry({ outcome }: RetryCallState): boolean {
      // True means "again": said of a success, it would have a healthy service called for ever.
      if (!outcome?.failed || !isFailure(outcome.error)) {
        inARow = 0
        return false
      }
      inARow++
      lastError = outcome.error
      pausesUntil = clock.monotonic() + pause
      return inARow < failures
    },
  }
}

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), status(503), status(503), json({ up: true })))
  const breaker = createCircuitBreaker({ isFailure: isTransient, failures: 3, pause: 500 })
  const call = retry({ ...breaker, wait: waitFixed('20ms'), stop: stopAfterAttempt(10) })(request)
  const tell = (error: unknown) => console.log(`${String(error)}, ${server.requests} requests so far`)

  await call(server.url).catch(tell)
  await call(server.url).catch(tell)
  await new Promise((resolve) => setTimeout(resolve, 550))
  const response = await call(server.url)
  console.log(`${response.status} after the pause, ${server.requests} requests so far`)
})
