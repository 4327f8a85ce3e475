import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, EventObject } from '../../machine/xstate.ts'
import type { Guard } from './guard.ts'

/** A transition that may be taken, if its guard says so. */
interface Guarded {
  readonly candidate: object
  readonly guard: Guard
  /** Whose it is, as a path. */
  readonly state: string
}

/** Says whether the guard of a candidate lets it be taken. */
type Ask = (guarded: Guarded) => boolean

/**
 * Goes through the candidates of a state as XState does, and asks about each that has a guard, until one is taken.
 *
 * @param event - to be taken
 */
export type Select = (snapshot: AnyMachineSnapshot, event: EventObject, ask: Ask) => void

/** Those that an event may take. */
export const selectFor: Select = ({ machine, value }, { type }, ask) => {
  selectIn(machine.root, value, type, ask)
}

/** Those that need no event: asked about after each step of a machine. */
export const selectEventless: Select = ({ machine, value }, _event, ask) => {
  if (!hasEventless(machine)) return
  for (const leaf of leavesIn(machine.root, value)) {
    let node: AnyStateNode | undefined = leaf
    while (node !== undefined && !isAnyTaken(node, node.always ?? [], ask)) node = node.parent
  }
}

/** Whether a transition for the event is taken in a state or below it: the innermost goes first. */
function selectIn(node: AnyStateNode, value: unknown, eventType: string, ask: Ask): boolean {
  const below = activeIn(node, value).map(([child, inner]) => selectIn(child, inner, eventType, ask))
  return below.some(Boolean) || isAnyTaken(node, candidatesIn(node, eventType), ask)
}

const isAnyTaken = ({ path }: AnyStateNode, candidates: readonly Candidate[], ask: Ask): boolean =>
  candidates.some(
    (candidate) =>
      candidate.guard === undefined ||
      // Whatever a machine has as a guard is one.
      ask({ candidate, guard: candidate.guard as Guard, state: path.join('.') }),
  )

interface Candidate {
  readonly guard?: unknown
}

/** Exact descriptors go first, and longer wildcards before shorter ones. */
function candidatesIn({ transitions }: AnyStateNode, eventType: string): readonly Candidate[] {
  const exact: readonly Candidate[] = transitions.get(eventType) ?? []
  const wildcards = [...transitions].filter(([descriptor]) => matches(eventType, descriptor))
  if (wildcards.length === 0) return exact
  return [
    ...exact,
    ...wildcards.toSorted(([a], [b]) => b.length - a.length).flatMap(([, candidates]) => candidates),
  ]
}

const matches = (eventType: string, wildcard: string): boolean =>
  wildcard === '*' || (wildcard.endsWith('.*') && `${eventType}.`.startsWith(wildcard.slice(0, -1)))

const leavesIn = (node: AnyStateNode, value: unknown): readonly AnyStateNode[] => {
  const active = activeIn(node, value)
  return active.length === 0 ? [node] : active.flatMap(([child, inner]) => leavesIn(child, inner))
}

/** The active states directly in a state, each with its own part of the value. */
const activeIn = ({ states }: AnyStateNode, value: unknown): readonly (readonly [AnyStateNode, unknown])[] =>
  Object.entries<unknown>(typeof value === 'string' ? { [value]: {} } : Object(value)).map(
    // A snapshot's value names states that there are.
    ([key, inner]) => [states[key] as AnyStateNode, inner],
  )

/** Few machines have such transitions, and in the others no state need be searched for them. */
function hasEventless(machine: AnyStateMachine): boolean {
  const known = eventless.get(machine)
  if (known !== undefined) return known
  const has = isEventlessBelow(machine.root)
  eventless.set(machine, has)
  return has
}

const eventless = new WeakMap<AnyStateMachine, boolean>()

const isEventlessBelow = (node: AnyStateNode): boolean =>
  node.always !== undefined || Object.values<AnyStateNode>(node.states).some(isEventlessBelow)
