import { retryChart } from './chart.ts'
import { guards } from './guards.ts'
import type { Guard } from './guards.ts'
import type { Session } from './session.ts'
import { steps } from './steps.ts'
import type { Step } from './steps.ts'
import { recordSuccess, updates } from './updates.ts'
import type { Update } from './updates.ts'

/** A state of the chart as the driver sees it: a step to run, and where its result leads. */
export interface Node {
  readonly state: string
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

/** The chart, compiled. */
export interface Table {
  readonly start: Node | undefined
  /** From any state, when the session is interrupted. */
  readonly onAbort: readonly Edge[]
}

/** What the names in the chart mean. */
export interface Meanings {
  readonly steps: Readonly<Record<string, Step>>
  readonly updates: Readonly<Record<string, Update>>
  readonly guards: Readonly<Record<string, Guard>>
}

/** What a policy does without. */
export interface Absences {
  /** The steps without which a session is the same: their states are left out. */
  readonly steps: ReadonlySet<string>
  /** Nothing asks about a success: unless somebody observes, it ends the session at once. */
  readonly questionsAboutSuccess: boolean
}

/** The driver's context is the session itself. */
const isUnobserved: Guard = (context) => !(context as Session).control?.isObserved

/** Ends the session with a success, instead of asking the retry step about it. */
const shortcut: Edge = { guard: isUnobserved, update: recordSuccess, target: undefined }

/**
 * Compiles the chart into a table that the driver walks, without what is absent from the policy.
 *
 * It takes what our own chart uses and no more: two levels of states, invoked steps, transitions to siblings and `#ids`.
 */
export function compile(absences: Absences, meanings: Meanings = { steps, updates, guards }): Table {
  const chart = retryChart({ retry: '', stop: '' })
  const nodes = new Map<string, Node>()

  const nodeAt = (path: string): Node => {
    const known = nodes.get(path)
    if (known !== undefined) return known
    const { invoke, entry } = stateAt(chart, path)
    const run = named(meanings.steps, invoke?.src ?? entry)
    const node: Node = { state: path, run, onDone: [], onError: [] }
    // Before its edges: the chart is a cycle.
    nodes.set(path, node)
    node.onDone = edges(invoke?.onDone, path)
    node.onError = edges(invoke?.onError, path)
    if (invoke?.src === 'attempt' && absences.questionsAboutSuccess) node.onDone = [shortcut, ...node.onDone]
    return node
  }

  const edges = (transition: Transitions | undefined, from: string): Edge[] =>
    listOf(transition).map(({ guard, actions, target }) => ({
      guard: guard && named(meanings.guards, guard.type),
      ...past(enter(chart, target, from), meaningOf(actions)),
    }))

  const meaningOf = (actions: string | undefined): Update | undefined =>
    actions === undefined ? undefined : named(meanings.updates, actions)

  /** The first state from here on whose step is not absent, and what happens to the context on the way. */
  const past = (path: string, update: Update | undefined): Pick<Edge, 'update' | 'target'> => {
    const { invoke } = stateAt(chart, path)
    const [skipped] = invoke !== undefined && absences.steps.has(invoke.src) ? listOf(invoke.onDone) : []
    if (skipped === undefined) return { update, target: nodeAt(path) }
    return past(enter(chart, skipped.target, path), inTurn(update, meaningOf(skipped.actions)))
  }

  return {
    start: past(enter(chart, `#${chart.initial}`, ''), undefined).target,
    onAbort: edges(chart.on.ABORT, ''),
  }
}

/** A transition's update, and that of a step which was left out: its result is undefined. */
function inTurn(first: Update | undefined, second: Update | undefined): Update | undefined {
  if (second === undefined) return first
  return (context, result, policy) => {
    first?.(context, result, policy)
    second(context, undefined, policy)
  }
}

interface State {
  readonly initial?: string
  readonly states?: Readonly<Record<string, State>>
  readonly invoke?: { readonly src: string; readonly onDone?: Transitions; readonly onError?: Transitions }
  readonly on?: Readonly<Record<string, Transitions | object>>
  readonly entry?: string
}

interface Transition {
  readonly target: string
  readonly guard?: { readonly type: string }
  readonly actions?: string
}

type Transitions = string | Transition | readonly Transition[]

function listOf(transition: Transitions | undefined): readonly Transition[] {
  if (transition === undefined) return []
  if (typeof transition === 'string') return [{ target: transition }]
  return 'target' in transition ? [transition] : transition
}

/** The path of the state that is entered: a target's id or sibling key, and its initial states. */
function enter(chart: State, target: string, from: string): string {
  const path = target.startsWith('#') ? target.slice(1) : `${from.slice(0, from.lastIndexOf('.'))}.${target}`
  const { initial } = stateAt(chart, path)
  return initial === undefined ? path : enter(chart, `#${path}.${initial}`, path)
}

const stateAt = (chart: State, path: string): State =>
  path.split('.').reduce((state, key) => named(state.states ?? {}, key), chart)

function named<T>(meanings: Readonly<Record<string, T>>, name = ''): T {
  const meaning = meanings[name]
  if (meaning === undefined) throw new Error(`the chart names "${name}", which has no meaning`)
  return meaning
}
