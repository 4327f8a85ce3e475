import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, EventObject } from '../machine/xstate.ts'
import { askGuard } from './ask-guard.ts'
import type { GuardVerdict } from './ask-guard.ts'

/**
 * Says which guards an event asks in a state, and what each answers: XState's own inspection events tell neither.
 *
 * The guards are asked again, in XState's order, up to the first transition that may be taken. They only read, so that
 * changes nothing.
 *
 * @param snapshot - of any machine of XState 5, before the event
 * @returns the verdicts in order; after one that threw nothing was asked
 * @example
 * import { traceGuards } from 'holdfast/inspect'
 * import { createActor, setup } from 'xstate'
 *
 * const door = setup({ guards: { isUnlocked: () => false } }).createMachine({
 *   on: { OPEN: { guard: 'isUnlocked', actions: () => {} } },
 * })
 * traceGuards(createActor(door).getSnapshot(), { type: 'OPEN' })
 * // => [{ guard: { type: 'isUnlocked' }, verdict: false, state: '' }]
 */
export const traceGuards = (snapshot: AnyMachineSnapshot, event: EventObject): readonly GuardVerdict[] =>
  trace((ask) => void selectIn(snapshot.machine.root, snapshot.value, event.type, ask), snapshot, event)

/**
 * Says the same of the transitions that need no event, which are asked after each step of a machine.
 *
 * @param event - that led to the state
 */
export const traceEventless = (snapshot: AnyMachineSnapshot, event: EventObject): readonly GuardVerdict[] =>
  trace(
    (ask) => {
      if (!hasEventless(snapshot.machine)) return
      for (const leaf of leavesIn(snapshot.machine.root, snapshot.value)) {
        let node: AnyStateNode | undefined = leaf
        while (node !== undefined && !isAnyEnabled(node, node.always ?? [], ask)) node = node.parent
      }
    },
    snapshot,
    event,
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

interface Candidate {
  readonly guard?: unknown
}

type Ask = (guard: unknown, node: AnyStateNode) => boolean

function trace(
  select: (ask: Ask) => void,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
): readonly GuardVerdict[] {
  const verdicts: GuardVerdict[] = []
  const ask: Ask = (guard, node) =>
    askGuard(guard, snapshot, event, (verdict) => verdicts.push({ ...verdict, state: node.path.join('.') }))
  try {
    select(ask)
  } catch {
    // The last verdict says so.
  }
  return verdicts
}

/** Whether a transition for the event is enabled in a state or below it: the innermost goes first. */
function selectIn(node: AnyStateNode, value: unknown, eventType: string, ask: Ask): boolean {
  const below = activeIn(node, value).map(([child, inner]) => selectIn(child, inner, eventType, ask))
  return below.some(Boolean) || isAnyEnabled(node, candidatesIn(node, eventType), ask)
}

const isAnyEnabled = (node: AnyStateNode, candidates: readonly Candidate[], ask: Ask): boolean =>
  candidates.some(({ guard }) => guard === undefined || ask(guard, node))

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
