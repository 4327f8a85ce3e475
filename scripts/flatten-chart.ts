import { retryChart } from '../src/machine/chart.ts'

/** The chart as rows of names, one for each step. */
export interface FlatChart {
  readonly start: string
  /** From any state, when the session is interrupted. */
  readonly onAbort: Edge
  readonly rows: readonly Row[]
}

/** A state, under the name of its step, and where the step's result leads: nowhere when it ends the session. */
export interface Row {
  readonly step: string
  /** Tried in order. */
  readonly onDone: readonly Edge[]
  readonly onError: Edge | undefined
}

export interface Edge {
  readonly target: string
  readonly update: string | undefined
  readonly guard: string | undefined
}

/**
 * Flattens the chart: its targets become the names of steps.
 *
 * It takes what our own chart uses and no more: two levels of states, invoked steps, transitions to siblings and `#ids`.
 */
export function flattenChart(chart: Chart = retryChart({ retry: '', stop: '' })): FlatChart {
  const stateAt = (path: string): State =>
    path.split('.').reduce<State>((state, key) => known(state.states?.[key], path), chart)

  /** The state that is entered: a target's id or sibling key, and its initial states. */
  const enter = (target: string, from: string): string => {
    const path = target.startsWith('#')
      ? target.slice(1)
      : `${from.slice(0, from.lastIndexOf('.'))}.${target}`
    const { initial } = stateAt(path)
    return initial === undefined ? path : enter(`#${path}.${initial}`, path)
  }

  const stepAt = (path: string): string => {
    const { invoke, entry } = stateAt(path)
    return known(invoke?.src ?? entry, path)
  }

  const edgesOf = (transitions: Transitions | undefined, from: string): Edge[] =>
    listOf(transitions).map(({ target, guard, actions }) => ({
      target: stepAt(enter(target, from)),
      update: actions,
      guard: guard?.type,
    }))

  const rowOf = (path: string): Row => {
    const { invoke } = stateAt(path)
    const [onError] = edgesOf(invoke?.onError, path)
    return { step: stepAt(path), onDone: edgesOf(invoke?.onDone, path), onError }
  }

  return {
    start: stepAt(enter(`#${chart.initial}`, '')),
    onAbort: known(edgesOf(chart.on.ABORT, '')[0], 'ABORT'),
    rows: leavesOf(chart).map(rowOf),
  }
}

/** The part of an XState config that the chart uses. */
interface Chart extends State {
  readonly on: { readonly ABORT: Transition }
}

interface State {
  readonly initial?: string
  readonly states?: Readonly<Record<string, State>>
  readonly invoke?: { readonly src: string; readonly onDone?: Transitions; readonly onError?: Transitions }
  readonly entry?: string
}

interface Transition {
  readonly target: string
  readonly guard?: { readonly type: string }
  readonly actions?: string
}

type Transitions = string | Transition | readonly Transition[]

function listOf(transitions: Transitions | undefined): readonly Transition[] {
  if (transitions === undefined) return []
  if (typeof transitions === 'string') return [{ target: transitions }]
  return 'target' in transitions ? [transitions] : transitions
}

/** The paths of the states that have none inside, in the chart's order. */
const leavesOf = ({ states = {} }: State): string[] =>
  Object.entries(states).flatMap(([key, state]) =>
    state.states === undefined ? [key] : leavesOf(state).map((path) => `${key}.${path}`),
  )

function known<T>(found: T | undefined, path: string): T {
  if (found === undefined) throw new Error(`the chart has no step at ${path}`)
  return found
}
