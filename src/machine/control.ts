import type { Clock } from '../time.ts'
import type { Resumption, RetryContext } from './context.ts'
import type { PlannedSleep } from './sleep-to-instant.ts'

/** What few sessions need, kept apart so that the others stay small: most have no control at all. */
export interface Control {
  /** Somebody is told of the attempt; asked anew before the next one. */
  isObserved: boolean
  /** Something may end the session from outside, so the driver listens while it waits. */
  isInterruptible: boolean
  /** Why the session was ended from outside, once it was. */
  interruption: { readonly reason: unknown } | undefined
  /** Ends the driver's wait for the step under way. */
  reject: ((reason: unknown) => void) | undefined
  /** Frees what the step under way holds: its timer. */
  release: (() => void) | undefined
  /** Of the signal that the step under way was given. */
  controller: AbortController | undefined
  end: RetryContext['end']
  /** The caller's signal for this session alone. */
  signal: AbortSignal | undefined
  /** The idempotency key, once somebody asked for it. */
  key: string | undefined
  resumed: Resumption | undefined
  /** The sleep under way; in XState alone. */
  sleep: PlannedSleep | undefined
  /** How to set the timers of a session that may outlive a suspend; absent, the policy's clock does. */
  setTimer: Clock['setTimer'] | undefined
  /** Of a stored session: its caller's signals end calls, and not the session. */
  checkpoint: Checkpoint | undefined
}

/**
 * Makes the state of a session last, before the step begins that is its state's. Where it cannot, it ends the session.
 *
 * @param step - what is about to begin
 */
export type Checkpoint = (step: 'attempt' | 'sleep') => Promise<unknown>

export const createControl = (signal?: AbortSignal, key?: string): Control => ({
  isObserved: false,
  isInterruptible: false,
  interruption: undefined,
  reject: undefined,
  release: undefined,
  controller: undefined,
  end: undefined,
  signal,
  key,
  resumed: undefined,
  sleep: undefined,
  setTimer: undefined,
  checkpoint: undefined,
})
