import type { StepName, Transition } from './chart-table.ts'
import { guards } from './guards.ts'
import type { Guard } from './guards.ts'
import type { Session } from './session.ts'
import { steps } from './steps.ts'
import type { Step } from './steps.ts'
import { table } from './table.ts'
import { recordSuccess, updates } from './updates.ts'
import type { Update } from './updates.ts'

/** A state of the chart as the driver sees it: a step to run, and where its result leads. */
export interface Node {
  readonly run: Step
  /** Tried in order; none after a step that ends the session. */
  onDone: readonly Edge[]
  onError: readonly Edge[]
}

export interface Edge {
  readonly guard: Guard | undefined
  readonly update: Update | undefined
  /** Absent when the result of the step is the session's. */
  readonly target: Node | undefined
}

/** The chart's table, linked to functions. */
export interface Program {
  readonly onStart: readonly Edge[]
  /** From any state, when the session is interrupted. */
  readonly onAbort: readonly Edge[]
}

/**
 * Links the chart's table to the functions that it names.
 *
 * @param absent - steps without which a session is the same: what leads to one leads on to where that leads
 * @param asksAboutSuccess - unless something does, or somebody observes, a success ends the session at once
 */
export function link(absent: readonly StepName[], asksAboutSuccess: boolean): Program {
  const nodes = new Map<StepName, Node>()

  const nodeOf = (name: StepName): Node => {
    const known = nodes.get(name)
    if (known !== undefined) return known
    const { onDone, onError = table.onAbort } = table.steps[name]
    const node: Node = { run: steps[name], onDone: [], onError: [] }
    // Before its edges: the chart is a cycle.
    nodes.set(name, node)
    node.onDone = onDone.map(edge)
    node.onError = onError.map(edge)
    if (name === 'attempt' && !asksAboutSuccess) node.onDone = [shortcut, ...node.onDone]
    return node
  }

  const edge = (transition: Transition): Edge => {
    const guard = transition.guard && guards[transition.guard]
    const update = transition.update && updates[transition.update]
    const [skipped] = absent.includes(transition.target) ? table.steps[transition.target].onDone : []
    if (skipped === undefined) return { guard, update, target: nodeOf(transition.target) }
    const rest = edge(skipped)
    return { guard, update: inTurn(update, rest.update), target: rest.target }
  }

  return { onStart: table.onStart.map(edge), onAbort: table.onAbort.map(edge) }
}

/** Ends the session with a success, instead of asking the retry step about it. */
const shortcut: Edge = {
  // The driver's context is the session itself.
  guard: (context) => !(context as Session).control?.isObserved,
  update: recordSuccess,
  target: undefined,
}

/** A transition's update, and that of a step which was left out: its result is undefined. */
function inTurn(first: Update | undefined, second: Update | undefined): Update | undefined {
  if (second === undefined) return first
  return (context, result, policy) => {
    first?.(context, result, policy)
    second(context, undefined, policy)
  }
}
