import { joinDecisions } from './common/create-strategy.ts'
import type { RetryFunction, RetryStrategy } from './strategy.ts'

/**
 * Retries only when all of several strategies do; after the first that does not the rest are not asked. They
 * are asked from left to right, and promises are awaited. Tenacity's `retry_all`.
 *
 * @param strategies - at least one strategy or plain function, sync or async
 * @throws TypeError without any, or when one is no function
 *
 * @example
 * import { retry, retryAll, retryIfExceptionType } from 'holdfast'
 *
 * const work = retry({
 *   retry: retryAll(retryIfExceptionType(Error), (state) => state.attemptNumber < 3),
 * })(async () => {
 *   throw new Error('down')
 * })
 * await work().catch((error) => error.message) // => 'down'
 */
export function retryAll(...strategies: RetryFunction[]): RetryStrategy {
  return joinDecisions('and', strategies, 'retryAll', 'all')
}
