import { joinDecisions } from './common/create-strategy.ts'
import type { StopFunction, StopStrategy } from './strategy.ts'

/**
 * Stops only when all of several strategies do; after the first that does not the rest are not asked. They
 * are asked from left to right, and promises are awaited. Tenacity's `stop_all`.
 *
 * @param strategies - at least one strategy or plain function, sync or async
 * @throws TypeError without any, or when one is no function
 *
 * @example
 * import { retry, stopAfterAttempt, stopAfterDelay, stopAll } from 'holdfast'
 *
 * const broken = retry({ stop: stopAll(stopAfterAttempt(3), stopAfterDelay(0)) })(async () => {
 *   throw new Error('down')
 * })
 * await broken().catch((error) => error.lastAttempt.attemptNumber) // => 3
 */
export function stopAll(...strategies: StopFunction[]): StopStrategy {
  return joinDecisions('and', strategies, 'stopAll', 'all')
}
