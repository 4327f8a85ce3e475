import { seconds } from './common/label.ts'
import { createWait } from './common/create-strategy.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { WaitStrategy } from './strategy.ts'

/**
 * Waits the same time before each attempt. Tenacity's `wait_fixed`.
 *
 * @param delay - milliseconds from 0 to Infinity, or a string as the `ms` package reads it
 * @throws TypeError when it is no duration, RangeError when it is negative
 *
 * @example
 * import { waitFixed } from 'holdfast'
 *
 * waitFixed('1.5s').describe() // => '1.5 s'
 */
export function waitFixed(delay: Duration): WaitStrategy {
  const ms = readDuration('waitFixed: delay', delay)
  return createWait(
    () => ms,
    `waitFixed(${ms})`,
    () => seconds(ms),
    { type: 'fixed', ms },
  )
}
