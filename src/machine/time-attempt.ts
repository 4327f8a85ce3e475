import { TimeoutError } from '../errors/timeout-error.ts'
import type { Session } from './session.ts'

/**
 * Starts the clock of an attempt; it stops with the step.
 *
 * @param limit - milliseconds
 * @param onTimeout - told first, so that whatever the function throws when its signal is aborted comes too late
 */
export function timeAttempt(session: Session, limit: number, onTimeout: (error: TimeoutError) => void): void {
  session.controlled().release = session.clock.setTimer(() => {
    const error = new TimeoutError('attempt', limit)
    onTimeout(error)
    session.abortSignal(error)
  }, limit)
}
