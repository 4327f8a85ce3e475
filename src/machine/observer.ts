import { invalidType } from '../errors/invalid.ts'
import type { RetryCallState } from '../strategies/call-state.ts'
import { aFunction } from './read-options.ts'
import type { Reader } from './read-options.ts'

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
export const anObserver: Reader = (option, value) => {
  const given = Object(value) as Record<string, unknown>
  const told = METHODS.filter((method) => given[method] !== undefined)
  if (told.length === 0) throw invalidType(option, `an object with some of ${METHODS.join(', ')}`, value)
  for (const method of told) aFunction(`${option}.${method}`, given[method])
  return value
}
