import { isDeepStrictEqual } from 'node:util'
import { retryChart } from '../src/machine/chart.ts'
import type { ChartTable } from '../src/machine/chart-table.ts'

/**
 * Flattens the chart: a row for each state, under the name of its step, with the steps that its transitions lead to.
 *
 * It takes what our own chart uses and no more: two levels of states, invoked steps, transitions to siblings and `#ids`.
 */
export function flattenChart(chart: Chart = retryChart({ retry: '', stop: '' })): ChartTable {
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

  const edgesOf = (transitions: Transitions | undefined, from: string) =>
    listOf(transitions).map(({ target, guard, actions }) => ({
      target: stepAt(enter(target, from)),
      ...(actions !== undefined && { update: actions }),
      ...(guard !== undefined && { guard: guard.type }),
    }))

  const onAbort = edgesOf(chart.on.ABORT, '')

  const rowOf = (path: string) => {
    const { invoke } = stateAt(path)
    const onDone = edgesOf(invoke?.onDone, path)
    const onError = edgesOf(invoke?.onError, path)
    return isDeepStrictEqual(onError, onAbort) ? { onDone } : { onDone, onError }
  }

  const rows = leavesOf(chart).map((path) => [stepAt(path), rowOf(path)])
  // The compiler checks the names where the table is written down.
  return { onStart: edgesOf(`#${chart.initial}`, ''), onAbort, steps: Object.fromEntries(rows) } as ChartTable
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
