import type { RetryContext } from 'holdfast'
import type { StateValue } from 'xstate'

/** The steps of the chart that a user's function takes; `giveUp` is the `retryErrorCallback`. */
export type StepName =
  | 'before'
  | 'attempt'
  | 'retry'
  | 'after'
  | 'wait'
  | 'stop'
  | 'giveUp'
  | 'beforeSleep'
  | 'sleep'

/** What a step does in a scenario. */
export type Deed =
  | { readonly gives: unknown }
  | { readonly throws: unknown }
  /** While it is under way, the session is aborted with this reason. */
  | { readonly aborts: unknown }
  /** While it is under way, the sleep is ended. */
  | { readonly wakes: true }

/** A step of a scenario: what the chart says is next, and what it does there. */
export interface Act {
  readonly step: StepName
  readonly deed: Deed
  readonly state: StateValue
  readonly context: RetryContext
}

/** A way through the chart, and what the session comes to. */
export interface Scenario {
  readonly acts: readonly Act[]
  readonly end: End
}

export type End =
  | { readonly status: 'done'; readonly value: unknown }
  | { readonly status: 'failed'; readonly error: unknown }
