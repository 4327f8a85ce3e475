import { andThen } from '../awaitable.ts'
import { checkParts, createWait } from './common/create-strategy.ts'
import { describePart, labelOf, seconds } from './common/label.ts'
import { retryAfterOf } from './common/retry-after.ts'
import { readSizes } from './common/sizes.ts'
import type { Duration } from './duration.ts'
import type { WaitFunction, WaitStrategy } from './strategy.ts'

/** Options of `waitRetryAfter`. */
export interface WaitRetryAfterOptions {
  /** The longest wait, whatever the server or the other strategy says. @default 3_600_000, an hour */
  readonly max?: Duration | undefined
}

/**
 * Waits what another strategy says, but no less than the server asked for, and never more than `max`.
 *
 * The server asks with `Retry-After-Ms`, `Retry-After` (seconds or an HTTP date, RFC 9110, 10.2.3) or `RateLimit-Reset`
 * (seconds, or epoch seconds; not while `RateLimit-Remaining` is above 0), the first that can be read. They are looked
 * for in `headers` and `response.headers` of the error or the result: a `Headers`, an `AxiosHeaders`, a Map or a plain
 * object. What is malformed, negative or past is as if it were absent.
 *
 * @param wait - the strategy for the rest, with jitter at best: it may lengthen the server's wait, never cut it
 * @param options - `max`: milliseconds from 0 to Infinity, or a string as the `ms` package reads it
 * @throws TypeError when `wait` is no function or `max` no duration, RangeError when `max` is negative
 *
 * @example
 * import { waitRandomExponential, waitRetryAfter } from 'holdfast'
 *
 * const wait = waitRetryAfter(waitRandomExponential({ max: '10s' }), { max: '2m' })
 * wait.describe() // => '1 s doubling to 10 s, full jitter, at least Retry-After, at most 120 s'
 */
export function waitRetryAfter(wait: WaitFunction, options: WaitRetryAfterOptions = {}): WaitStrategy {
  checkParts('waitRetryAfter', [wait], 'or')
  const { sizes } = readSizes('waitRetryAfter', options, { max: 3_600_000 })
  const { max } = sizes
  return createWait(
    (state) =>
      andThen(wait(state), (delay) =>
        Math.min(max, Math.max(delay ?? 0, retryAfterOf(state.outcome, state.clock.now()) ?? 0)),
      ),
    `waitRetryAfter(${labelOf(wait)}, { max: ${max} })`,
    () => `${describePart(wait)}, at least Retry-After, at most ${seconds(max)}`,
    { type: 'retryAfter', wait, max },
  )
}
