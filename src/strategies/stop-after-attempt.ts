import { createDecision } from './common/create-strategy.ts'
import { readNumber } from './common/read-number.ts'
import type { StopStrategy } from './strategy.ts'

/**
 * Stops once an attempt's number has reached a limit: that many attempts are made. Tenacity's `stop_after_attempt`.
 *
 * @param max - how many attempts, the first included: a number from 0 to Infinity; 0 still makes one
 * @throws TypeError when it is no number, RangeError when it is negative or NaN
 *
 * @example
 * import { retry, stopAfterAttempt } from 'holdfast'
 *
 * let calls = 0
 * const broken = retry({ stop: stopAfterAttempt(3) })(async () => {
 *   calls++
 *   throw new Error('down')
 * })
 * await broken().catch(() => calls) // => 3
 */
export function stopAfterAttempt(max: number): StopStrategy {
  readNumber('stopAfterAttempt: max', max, 0)
  return createDecision(
    (state) => state.attemptNumber >= max,
    `stopAfterAttempt(${max})`,
    () => (max === Infinity ? 'never' : `up to ${max} attempt${max === 1 ? '' : 's'}`),
    { type: 'afterAttempt', max },
  )
}
