import { createConstant } from './common/constant.ts'
import { createDecision } from './common/create-strategy.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries every attempt, successful ones and an `AbortError` too, until the stop strategy ends it. Tenacity's
 * `retry_always`. `retryAlways` and `retryAlways()` are the same strategy.
 *
 * @example
 * import { retry, retryAlways, stopAfterAttempt } from 'holdfast'
 *
 * let beats = 0
 * const beat = retry({
 *   retry: retryAlways,
 *   stop: stopAfterAttempt(3),
 *   retryErrorCallback: () => beats,
 * })(async () => ++beats)
 * await beat() // => 3
 */
export const retryAlways: RetryStrategy & (() => RetryStrategy) =
  /* @__PURE__ */ createConstant<RetryStrategy>(true, (evaluate) =>
    createDecision(evaluate, 'retryAlways', () => 'always', { type: 'always' }),
  )
