import type { guards } from './guards.ts'
import type { steps } from './steps.ts'
import type { updates } from './updates.ts'

/** The chart as rows of names, one for each step. */
export interface ChartTable {
  readonly onStart: readonly Transition[]
  /** From any state, when the session is interrupted; and where a step that throws leads, unless it has an `onError`. */
  readonly onAbort: readonly Transition[]
  readonly steps: Readonly<Record<StepName, StepRow>>
}

interface StepRow {
  /** Tried in order; none after a step that ends the session. */
  readonly onDone: readonly Transition[]
  readonly onError?: readonly Transition[]
}

export interface Transition {
  readonly target: StepName
  readonly update?: keyof typeof updates
  readonly guard?: keyof typeof guards
}

export type StepName = keyof typeof steps
