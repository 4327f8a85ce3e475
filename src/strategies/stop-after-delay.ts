import { createDecision } from './common/create-strategy.ts'
import { seconds } from './common/label.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { StopStrategy } from './strategy.ts'

/**
 * Stops once a time has passed between the start and the end of an attempt. The sleep before may overshoot it; see
 * `stopBeforeDelay`. Tenacity's `stop_after_delay`.
 *
 * @param limit - milliseconds from 0 to Infinity, or a string as the `ms` package reads it
 * @throws TypeError when it is no duration, RangeError when it is negative
 *
 * @example
 * import { retry, stopAfterDelay } from 'holdfast'
 *
 * const broken = retry({ stop: stopAfterDelay('10ms') })(async () => {
 *   throw new Error('down')
 * })
 * await broken().catch((error) => error.cause.message) // => 'down'
 */
export function stopAfterDelay(limit: Duration): StopStrategy {
  const ms = readDuration('stopAfterDelay: limit', limit)
  return createDecision(
    (state) => state.elapsed >= ms,
    `stopAfterDelay(${ms})`,
    () => `after ${seconds(ms)}`,
    { type: 'afterDelay', ms },
  )
}
