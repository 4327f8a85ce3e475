import type { MachineDefinition } from '../inspect/message.ts'
import { edgeId } from '../inspect/edge-id.ts'
import { actorName, eventLabel, isErrorEvent } from './event-label.ts'
import { guardLabel } from './guard-label.ts'
import { readState } from './read-definition.ts'
import type { DefinedState } from './read-definition.ts'

/** A statechart as a tree of states and the transitions between them. */
export interface ChartGraph {
  /** Of the machine. */
  readonly id: string
  readonly root: ChartNode
  readonly edges: readonly ChartEdge[]
}

/** A state. */
export interface ChartNode {
  /** As XState names it: `retry.sleeping.resting`. */
  readonly id: string
  /** From the root, as `Moment.activeStates` names it: `sleeping.resting`; empty for the root. */
  readonly path: string
  readonly name: string
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  /** The ids of the states in which it begins. */
  readonly initial: readonly string[]
  /** Of one of type `history`. */
  readonly history?: 'shallow' | 'deep'
  /** The names of what it does when it is entered. */
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  /** The names of the steps, or of other actors, that run while it is active. */
  readonly invokes: readonly string[]
  readonly tags: readonly string[]
  readonly description?: string
  readonly children: readonly ChartNode[]
}

/** A transition. */
export interface ChartEdge {
  /** Its `edgeId`. */
  readonly id: string
  readonly source: string
  /** The ids of the states to which it leads; empty for one that only does something. */
  readonly targets: readonly string[]
  /** The event that it is for, in words: `retry failed`, `after 1 s`. */
  readonly event: string
  /** `shouldRetry: retryIfExceptionType()`. */
  readonly guard?: string
  readonly actions: readonly string[]
  /** It leaves its state and enters it again. */
  readonly reenter: boolean
  /** What it is for has gone wrong. */
  readonly isError: boolean
  readonly description?: string
}

/**
 * Reads a machine's definition as a graph.
 *
 * @param definition - as an inspector tells it; what it lacks, or has in another form, is left out
 * @example
 * import { chartGraph } from 'holdfast/drawing'
 *
 * const states = { shut: { id: 'door.shut', key: 'shut', on: { OPEN: [{ target: ['#door.shut'] }] } } }
 * const { root, edges } = chartGraph({ id: 'door', states })
 * root.children.map(({ path }) => path) // => ['shut']
 * edges.map(({ id, event }) => [id, event]) // => [['door.shut OPEN 0', 'OPEN']]
 */
export function chartGraph(definition: MachineDefinition): ChartGraph {
  const root = readState(definition)
  const nodes = new Set<string>()
  const node = nodeOf(root, '', nodes)
  return { id: root.id, root: node, edges: edgesOf(root, nodes) }
}

function nodeOf(state: DefinedState, path: string, ids: Set<string>): ChartNode {
  const { id, key, type, initial, history, tags, description } = state
  ids.add(id)
  return {
    id,
    path,
    name: key,
    type: isType(type) ? type : 'atomic',
    initial,
    ...(type === 'history' && { history: history === 'deep' ? 'deep' : 'shallow' }),
    entry: state.entry.map((each) => each.type),
    exit: state.exit.map((each) => each.type),
    invokes: state.invoke.map((each) => actorName(each.id, each.src)),
    tags,
    ...(description !== undefined && { description }),
    children: state.states.map((child) =>
      nodeOf(child, path === '' ? child.key : `${path}.${child.key}`, ids),
    ),
  }
}

const TYPES = ['atomic', 'compound', 'parallel', 'final', 'history'] as const

const isType = (type: string): type is ChartNode['type'] => TYPES.some((known) => known === type)

/** Those of a state, and of all within; what leads to a state that the chart does not have leads nowhere. */
const edgesOf = (state: DefinedState, ids: ReadonlySet<string>): readonly ChartEdge[] => [
  ...state.transitions.map((transition) => {
    const { event, index, target, guard, actions, reenter, description } = transition
    return {
      id: edgeId({ source: state.id, event, index }),
      source: state.id,
      targets: (target ?? []).filter((id) => ids.has(id)),
      event: eventLabel(transition, state),
      ...(guard && { guard: guardLabel(guard) }),
      actions: actions.map((each) => each.type),
      reenter,
      isError: isErrorEvent(event),
      ...(description !== undefined && { description }),
    }
  }),
  ...state.states.flatMap((child) => edgesOf(child, ids)),
]
