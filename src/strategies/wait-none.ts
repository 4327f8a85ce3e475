import { createConstant } from './common/constant.ts'
import { createWait } from './common/create-strategy.ts'
import type { WaitStrategy } from './strategy.ts'

/**
 * Does not wait: the default. Tenacity's `wait_none`. `waitNone` and `waitNone()` are the same strategy.
 *
 * @example
 * import { retry, stopAfterAttempt, waitNone } from 'holdfast'
 *
 * let calls = 0
 * const read = retry({ wait: waitNone(), stop: stopAfterAttempt(3) })(async () => {
 *   if (++calls < 3) throw new Error('busy')
 *   return 'read'
 * })
 * await read() // => 'read'
 */
export const waitNone: WaitStrategy & (() => WaitStrategy) = /* @__PURE__ */ createConstant<WaitStrategy>(
  0,
  (evaluate) => createWait(evaluate, 'waitNone()', () => 'no wait', { type: 'none' }),
)
