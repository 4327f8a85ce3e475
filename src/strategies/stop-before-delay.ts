import { createDecision } from './common/create-strategy.ts'
import { seconds } from './common/label.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { StopStrategy } from './strategy.ts'

/**
 * Stops when the next sleep would end past a time, counted from the start: no attempt begins after it. Tenacity's
 * `stop_before_delay`.
 *
 * @param limit - milliseconds from 0 to Infinity, or a string as the `ms` package reads it
 * @throws TypeError when it is no duration, RangeError when it is negative
 *
 * @example
 * import { retry, stopBeforeDelay, waitFixed } from 'holdfast'
 *
 * let calls = 0
 * const broken = retry({ stop: stopBeforeDelay('1s'), wait: waitFixed('2s') })(async () => {
 *   calls++
 *   throw new Error('down')
 * })
 * await broken().catch(() => calls) // => 1
 */
export function stopBeforeDelay(limit: Duration): StopStrategy {
  const ms = readDuration('stopBeforeDelay: limit', limit)
  return createDecision(
    (state) => state.elapsed + state.upcomingSleep >= ms,
    `stopBeforeDelay(${ms})`,
    () => `before ${seconds(ms)} have passed`,
    { type: 'beforeDelay', ms },
  )
}
