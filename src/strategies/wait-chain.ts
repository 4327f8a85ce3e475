import { checkParts, createWait } from './common/create-strategy.ts'
import { describePart, labelsOf } from './common/label.ts'
import type { WaitFunction, WaitStrategy } from './strategy.ts'

/**
 * Uses one strategy for each attempt in turn, and the last one from then on. Tenacity's `wait_chain`.
 *
 * @param strategies - at least one strategy or plain function, sync or async
 * @throws TypeError without any, or when one is no function
 *
 * @example
 * import { waitChain, waitFixed } from 'holdfast'
 *
 * waitChain(waitFixed('1s'), waitFixed('5s'), waitFixed('30s')).describe() // => '1 s then 5 s then 30 s'
 */
export function waitChain(...strategies: WaitFunction[]): WaitStrategy {
  checkParts('waitChain', strategies, 'or')
  const last = strategies.length - 1
  return createWait(
    (state) => strategies[Math.min(Math.max(state.attemptNumber - 1, 0), last)]!(state),
    `waitChain(${labelsOf(strategies)})`,
    () => strategies.map(describePart).join(' then '),
    { type: 'chain', of: strategies },
  )
}
