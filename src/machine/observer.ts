import { invalidType } from '../errors/invalid.ts'
import type { RetryCallState } from '../strategies/call-state.ts'

/**
 * Told what sessions do. Every method is optional, called synchronously and never changes a session: what it throws is
 * dropped.
 */
export interface RetryObserver {
  /** The call begins. */
  onStart?(state: RetryCallState): void
  /** The function is about to be called. */
  onAttempt?(state: RetryCallState): void
  /** The attempt's outcome is known. */
  onSettled?(state: RetryCallState): void
  /** The session goes to sleep for `state.nextAction.sleep` milliseconds. */
  onSleep?(state: RetryCallState): void
  /** The call settles. */
  onEnd?(state: RetryCallState, end: RetryEnd): void
}

/** How a session ended. */
export type RetryEnd =
  | { readonly status: 'done'; readonly value: unknown }
  | { readonly status: 'failed'; readonly error: unknown }

const METHODS = ['onStart', 'onAttempt', 'onSettled', 'onSleep', 'onEnd'] as const

/** @internal */
export function checkObserver(option: string, observer: unknown): asserts observer is RetryObserver {
  if (typeof observer !== 'object' || observer === null)
    throw invalidType(option, 'an observer object', observer)
  for (const method of METHODS) {
    const value = (observer as Record<string, unknown>)[method]
    if (value !== undefined && typeof value !== 'function') {
      throw invalidType(`${option}.${method}`, 'a function', value)
    }
  }
}
