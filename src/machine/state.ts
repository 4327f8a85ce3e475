import type { Session } from './session.ts'
import type { Step } from './steps.ts'

/** A state of the chart as the driver sees it: a step, and what follows from it; nothing where the session ends. */
export interface State {
  readonly run: Step
  readonly onDone?: Transition
  readonly onError?: Transition
}

/** A state that leads on. */
export type Passage = Required<State>

/**
 * Changes the session by what its step gave or threw.
 *
 * @returns where it leads; undefined when the result of the step is the session's
 */
export type Transition = (session: Session, result: unknown) => State | undefined
