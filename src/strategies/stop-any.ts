import { joinDecisions } from './common/create-strategy.ts'
import type { StopFunction, StopStrategy } from './strategy.ts'

/**
 * Stops as soon as any of several strategies does; the rest are not asked. They
 * are asked from left to right, and promises are awaited. Tenacity's `stop_any`.
 *
 * @param strategies - strategies or plain functions, sync or async; without any it never stops
 * @throws TypeError when one is no function
 *
 * @example
 * import { retry, stopAfterAttempt, stopAfterDelay, stopAny } from 'holdfast'
 *
 * const broken = retry({ stop: stopAny(stopAfterAttempt(2), stopAfterDelay('1m')) })(async () => {
 *   throw new Error('down')
 * })
 * await broken().catch((error) => error.lastAttempt.attemptNumber) // => 2
 */
export function stopAny(...strategies: StopFunction[]): StopStrategy {
  return joinDecisions('or', strategies, 'stopAny', 'any')
}
