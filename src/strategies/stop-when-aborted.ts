import { invalidType } from '../errors/invalid.ts'
import { createDecision } from './common/create-strategy.ts'
import type { StopStrategy } from './strategy.ts'

/**
 * Stops, after the attempt under way, once a signal is aborted: a way to give up without interrupting. The option
 * `signal` interrupts. Tenacity's `stop_when_event_set`.
 *
 * It has no JSON: a signal lives in its process.
 *
 * @param signal - an AbortSignal
 * @throws TypeError when it is none
 *
 * @example
 * import { retry, stopWhenAborted } from 'holdfast'
 *
 * const shutdown = new AbortController()
 * const work = retry({ stop: stopWhenAborted(shutdown.signal) })(async () => {
 *   shutdown.abort()
 *   throw new Error('half done')
 * })
 * await work().catch((error) => error.name) // => 'RetryError'
 */
export function stopWhenAborted(signal: Pick<AbortSignal, 'aborted'>): StopStrategy {
  if (typeof signal?.aborted !== 'boolean')
    throw invalidType('stopWhenAborted: signal', 'an AbortSignal', signal)
  return createDecision(
    () => signal.aborted,
    'stopWhenAborted(signal)',
    () => 'when the signal is aborted',
    undefined,
  )
}
