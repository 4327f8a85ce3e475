import { failedWith, succeeded } from '../../src/outcome.ts'
import type { Outcome } from '../../src/outcome.ts'
import type { RetryCallState } from '../../src/strategies/call-state.ts'

/** What a test says about the state; the rest is as after a first attempt that gave undefined, at the epoch. */
export interface CallStateFacts {
  readonly attemptNumber?: number
  readonly elapsed?: number
  readonly upcomingSleep?: number
  readonly name?: string
  /** The attempt threw this. */
  readonly error?: unknown
  /** The attempt gave this. */
  readonly value?: unknown
  /** Instead of the two: `undefined` is a state without an outcome. */
  readonly outcome?: Outcome | undefined
  /** What `random` gives in turn, over and over. @default [0.5] */
  readonly randoms?: readonly number[]
  /** The wall clock, in epoch milliseconds. @default 0 */
  readonly now?: number
}

/** A call state made by hand; `randomsUsed` counts the draws. */
export function makeCallState(facts: CallStateFacts = {}): RetryCallState & { readonly randomsUsed: number } {
  const { attemptNumber = 1, elapsed = 0, upcomingSleep = 0, name = 'fn', randoms = [0.5], now = 0 } = facts
  const outcome = 'outcome' in facts ? facts.outcome : outcomeOf(facts, attemptNumber)
  let randomsUsed = 0
  return {
    name,
    fn: undefined,
    args: [],
    attemptNumber,
    isRepeated: false,
    outcome,
    startTime: 0,
    elapsed,
    idleFor: 0,
    upcomingSleep,
    nextAction: { sleep: upcomingSleep },
    signal: new AbortController().signal,
    idempotencyKey: 'key',
    attemptKey: `key:${attemptNumber}`,
    statistics: { attemptNumber, idleFor: 0, delaySinceFirstAttempt: elapsed, startTime: 0 },
    clock: { now: () => now, monotonic: () => now, setTimer: () => () => {} },
    random: () => randoms[randomsUsed++ % randoms.length]!,
    get randomsUsed() {
      return randomsUsed
    },
  }
}

/** The state after an attempt that threw. */
export const failedState = (error: unknown, facts: CallStateFacts = {}) => makeCallState({ ...facts, error })

/** The state after an attempt that gave a value. */
export const returnedState = (value: unknown, facts: CallStateFacts = {}) =>
  makeCallState({ ...facts, value })

const outcomeOf = (facts: CallStateFacts, attemptNumber: number) =>
  'error' in facts ? failedWith(facts.error, attemptNumber) : succeeded(facts.value, attemptNumber)
