import type { RetryContext } from './context.ts'

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
}

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
})
