import { TimeoutError } from '../errors/timeout-error.ts'
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
  const { timeout } = policy
  const control = session.controlled()
  control.isInterruptible = true
  // The policy's and the call's own; those of a stored session end its callers' waiting, and not the session.
  const signals = control.checkpoint === undefined ? [policy.signal, control.signal] : [control.signal]
  const aborted = signals.find((signal) => signal?.aborted)
  if (aborted !== undefined) {
    interrupt(aborted.reason)
    return () => {}
  }
  // A session that goes on may be too late already; a timer would let it take one more step.
  if (timeout !== undefined && timeout <= age) {
    interrupt(timeoutError(session, timeout))
    return () => {}
  }
  const cancelTimer =
    timeout === undefined
      ? undefined
      : session.setTimer(() => interrupt(timeoutError(session, timeout)), timeout - age)
  const onAbort = () => interrupt(signals.find((signal) => signal?.aborted)?.reason)
  for (const signal of signals) signal?.addEventListener('abort', onAbort)
  return () => {
    for (const signal of signals) signal?.removeEventListener('abort', onAbort)
    cancelTimer?.()
  }
}

function timeoutError({ failed, result, errors: earlier = [] }: Session, limit: number): TimeoutError {
  const errors = failed ? [result] : earlier
  return new TimeoutError('session', limit, errors.length > 0 ? { cause: errors.at(-1) } : undefined)
}
