import { toLegacyEventType } from './legacy-event.ts'
import type { MachineDefinition } from './message.ts'

/** Writes a machine's definition as a config for `createMachine` of XState 4. */
export const toLegacyMachine = (definition: MachineDefinition) => ({
  ...toLegacyNode(definition),
  version: definition.version,
  // Where it is absent, XState 4 warns about the machine.
  predictableActionArguments: true,
})

/** The part of a definition by XState 5 that XState 4 knows too; what is no data was left out. */
export interface StateDefinition {
  readonly id: string
  readonly key?: string
  readonly type?: string
  readonly initial?: { readonly target?: readonly string[] }
  readonly history?: unknown
  readonly states?: Readonly<Record<string, StateDefinition>>
  readonly on?: Readonly<Record<string, readonly Transition[]>>
  readonly always?: readonly Transition[]
  readonly entry?: readonly Named[]
  readonly exit?: readonly Named[]
  readonly invoke?: readonly { readonly id: string; readonly src: string }[]
  readonly tags?: readonly string[]
  readonly meta?: unknown
  readonly description?: unknown
}

interface Transition {
  readonly target?: readonly string[]
  readonly guard?: Named
  readonly actions?: readonly Named[]
  readonly delay?: unknown
  readonly meta?: unknown
  readonly description?: unknown
}

/** A guard or an action. */
interface Named {
  readonly type: string
  readonly params?: unknown
}

function toLegacyNode(node: StateDefinition): object {
  const { id, key, type, history, tags, meta, description, always, on = {}, states = {} } = node
  return {
    id,
    key,
    type,
    initial: initialKey(node),
    history,
    states: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, toLegacyNode(state)])),
    on: Object.fromEntries(
      Object.entries(on).map(([name, transitions]) => [
        toLegacyEventType(name),
        transitions.map(toLegacyTransition),
      ]),
    ),
    always: always?.map(toLegacyTransition),
    entry: toLegacyActions(node.entry),
    exit: toLegacyActions(node.exit),
    invoke: node.invoke?.map(({ id: invoked, src }) => ({ type: 'xstate.invoke', id: invoked, src })),
    tags,
    meta,
    description,
  }
}

/** XState 5 has the state's id here, XState 4 its key. */
const initialKey = ({ initial, states = {} }: StateDefinition) =>
  Object.keys(states).find((key) => initial?.target?.includes(`#${states[key]?.id}`))

const toLegacyTransition = ({ target, guard, actions, delay, meta, description }: Transition) => ({
  target,
  // XState's own visualizer shows the name alone.
  cond: guard && { ...guard, name: guard.type },
  actions: toLegacyActions(actions),
  delay,
  meta,
  description,
})

/** Under XState's own names XState 4 would do what it lacks the data for, once it is asked what comes next. */
const toLegacyActions = (actions: readonly Named[] = []) =>
  actions.map((action) => ({ ...action, type: action.type.replace(/^xstate\./, '') }))
