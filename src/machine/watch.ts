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
  const { callerSignal, policy } = session
  const { timeout } = policy
  session.controlled().isInterruptible = true
  if (callerSignal?.aborted) {
    interrupt(callerSignal.reason)
    return () => {}
  }
  const cancelTimer =
    timeout === undefined
      ? undefined
      : policy.clock.setTimer(() => interrupt(timeoutError(session, timeout)), timeout, policy.unref)
  const onAbort = () => interrupt(callerSignal?.reason)
  callerSignal?.addEventListener('abort', onAbort)
  return () => {
    callerSignal?.removeEventListener('abort', onAbort)
    cancelTimer?.()
  }
}

function timeoutError({ failed, result, errors: earlier = [] }: Session, limit: number): TimeoutError {
  const errors = failed ? [result] : earlier
  return new TimeoutError('session', limit, errors.length > 0 ? { cause: errors.at(-1) } : undefined)
}
