import { TimeoutError } from '../errors/timeout-error.ts'
import { onAbort } from '../on-abort.ts'
import type { Session } from './session.ts'

/** Whether anything outside the session could end it. */
export const mustWatch = ({ policy, control }: Session): boolean =>
  policy.signal !== undefined || policy.timeout !== undefined || control?.signal !== undefined

/**
 * The chart's root actor: turns the caller's signal and the total deadline into an interruption of the session.
 *
 * @returns a function that ends the watch; it leaves no listener and no timer
 */
export function watch(session: Session, interrupt: (reason: unknown) => void): () => void {
  const { policy, age } = session
  // Absent, it is neither above nor below the age.
  const timeout = policy.timeout as number
  const control = session.controlled()
  control.isInterruptible = true
  const expire = () => interrupt(timeoutError(session, timeout))
  const ends = [
    timeout > age ? session.setTimer(expire, timeout - age) : undefined,
    // Those of a stored session end its callers' waiting, and not the session.
    control.checkpoint === undefined && policy.signal ? onAbort(policy.signal, interrupt) : undefined,
    control.signal && onAbort(control.signal, interrupt),
  ]
  // A session that goes on may be too late already; a timer would let it take one more step.
  if (timeout <= age) expire()
  return () => {
    for (const end of ends) end?.()
  }
}

function timeoutError({ failed, result, errors: earlier = [] }: Session, limit: number): TimeoutError {
  const errors = failed ? [result] : earlier
  return new TimeoutError('session', limit, errors.length > 0 ? { cause: errors.at(-1) } : undefined)
}
