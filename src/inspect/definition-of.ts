import type { AnyStateMachine, AnyStateNode } from '../machine/xstate.ts'
import type { MachineDefinition } from './message.ts'
import type { ToPlain } from './plain/to-plain.ts'

/**
 * Writes a machine as plain data, as XState's `machine.definition` has it: targets by id, functions by name. The names
 * are code, and are not sanitised; `params` and `meta` are.
 */
export const definitionOf = (machine: AnyStateMachine, plain: ToPlain): MachineDefinition => ({
  ...describeState(machine.root, plain),
  id: machine.id,
  ...(machine.version !== undefined && { version: machine.version }),
})

function describeState(node: AnyStateNode, plain: ToPlain): object {
  const transitions = (list: readonly Transition[]) => list.map((each) => describeTransition(each, plain))
  const { id, key, type, states, on, always, entry, exit, invoke, history, tags, description } = node
  return defined({
    id,
    key,
    type,
    initial: type === 'compound' ? { target: idsOf(node.initial.target) } : undefined,
    states: mapValues(states, (state: AnyStateNode) => describeState(state, plain)),
    on: mapValues(on, transitions),
    always: always && transitions(always),
    entry: describeAll(entry, plain),
    exit: describeAll(exit, plain),
    invoke: invoke.map((each) => ({ id: each.id, src: each.src })),
    history: history || undefined,
    tags,
    description,
    meta: plain(node.meta, 'meta'),
  })
}

interface Transition {
  readonly target: readonly AnyStateNode[] | undefined
  readonly guard?: unknown
  readonly actions: readonly unknown[]
  readonly reenter: boolean
  readonly description?: string
  readonly meta?: unknown
  /** Of one that time takes. */
  readonly delay?: unknown
}

const describeTransition = (
  { target, guard, actions, reenter, description, meta, delay }: Transition,
  plain: ToPlain,
): object =>
  defined({
    target: target && idsOf(target),
    guard: guard === undefined ? undefined : describeNamed(guard, plain),
    actions: describeAll(actions, plain),
    reenter: reenter || undefined,
    description,
    delay,
    meta: plain(meta, 'meta'),
  })

const idsOf = (nodes: readonly AnyStateNode[]): readonly string[] => nodes.map(({ id }) => `#${id}`)

const describeAll = (list: readonly unknown[], plain: ToPlain): readonly object[] =>
  list.map((each) => describeNamed(each, plain))

/** A guard or an action: a name, a name and parameters, or a function, to which XState gives a type of its own. */
function describeNamed(given: unknown, plain: ToPlain): object {
  const { type, name, params } = Object(typeof given === 'string' ? { type: given } : given)
  return defined({
    type: type ?? (name || 'anonymous'),
    params: plain(params, 'params'),
  })
}

const defined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
