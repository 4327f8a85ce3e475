import { joinWaits } from './common/create-strategy.ts'
import type { WaitFunction, WaitStrategy } from './strategy.ts'

/**
 * Waits for the sum of several strategies, asked from left to right. Tenacity's `wait_combine`, and its `sum()`.
 *
 * @param strategies - strategies or plain functions, sync or async; without any there is no wait
 * @throws TypeError when one is no function
 *
 * @example
 * import { waitCombine, waitFixed, waitRandom } from 'holdfast'
 *
 * waitCombine(waitFixed('3s'), waitRandom()).describe() // => '3 s plus 0 s to 1 s at random'
 */
export function waitCombine(...strategies: WaitFunction[]): WaitStrategy {
  return joinWaits(strategies, 'waitCombine')
}
