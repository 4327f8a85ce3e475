import { createConstant } from './common/constant.ts'
import { createDecision } from './common/create-strategy.ts'
import type { StopStrategy } from './strategy.ts'

/**
 * Never stops: the default. Tenacity's `stop_never`. `stopNever` and `stopNever()` are the same strategy.
 *
 * @example
 * import { retry, stopNever } from 'holdfast'
 *
 * let calls = 0
 * const connect = retry({ stop: stopNever })(async () => {
 *   if (++calls < 4) throw new Error('not yet')
 *   return calls
 * })
 * await connect() // => 4
 */
export const stopNever: StopStrategy & (() => StopStrategy) = /* @__PURE__ */ createConstant<StopStrategy>(
  false,
  (evaluate) => createDecision(evaluate, 'stopNever', () => 'never', { type: 'never' }),
)
