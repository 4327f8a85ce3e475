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
  const { policy } = session
  const { timeout } = policy
  const control = session.controlled()
  control.isInterruptible = true
  // The policy's signal and the call's own; often one and the same.
  const signals = new Set([policy.signal, control.signal].flatMap((signal) => signal ?? []))
  const aborted = () => [...signals].find((signal) => signal.aborted)
  const onAbort = () => interrupt(aborted()?.reason)
  if (aborted() !== undefined) {
    onAbort()
    return () => {}
  }
  const cancelTimer =
    timeout === undefined
      ? undefined
      : policy.clock.setTimer(() => interrupt(timeoutError(session, timeout)), timeout, policy.unref)
  for (const signal of signals) signal.addEventListener('abort', onAbort)
  return () => {
    for (const signal of signals) signal.removeEventListener('abort', onAbort)
    cancelTimer?.()
  }
}

function timeoutError({ failed, result, errors: earlier = [] }: Session, limit: number): TimeoutError {
  const errors = failed ? [result] : earlier
  return new TimeoutError('session', limit, errors.length > 0 ? { cause: errors.at(-1) } : undefined)
}
