import { joinDecisions } from './common/create-strategy.ts'
import type { RetryFunction, RetryStrategy } from './strategy.ts'

/**
 * Retries as soon as any of several strategies does; the rest are not asked. They
 * are asked from left to right, and promises are awaited. Tenacity's `retry_any`.
 *
 * @param strategies - strategies or plain functions, sync or async; without any it never retries
 * @throws TypeError when one is no function
 *
 * @example
 * import { retry, retryAny, retryIfExceptionType, retryIfResult } from 'holdfast'
 *
 * let calls = 0
 * const poll = retry({
 *   retry: retryAny(
 *     retryIfExceptionType(TypeError),
 *     retryIfResult((value) => value === 'pending'),
 *   ),
 * })(async () => (++calls < 3 ? 'pending' : 'done'))
 * await poll() // => 'done'
 */
export function retryAny(...strategies: RetryFunction[]): RetryStrategy {
  return joinDecisions('or', strategies, 'retryAny', 'any')
}
