import { createRequire } from 'node:module'

/** The part of XState 4 that the tests use; the types of the two versions do not go together in one program. */
interface XState4 {
  createMachine(config: object): Machine4
}

interface Machine4 {
  readonly id: string
  readonly version?: string
  readonly stateIds: readonly string[]
  getStateNodeById(id: string): StateNode4
  transition(value: unknown, event: string): { readonly value: unknown }
}

interface StateNode4 {
  readonly id: string
  readonly type: string
  readonly initial?: string
  readonly history: unknown
  readonly tags: readonly string[]
  readonly meta: unknown
  readonly description: unknown
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[]
  readonly onEntry: readonly { readonly type: string }[]
  readonly onExit: readonly { readonly type: string }[]
  readonly transitions: readonly {
    readonly eventType: string
    readonly cond?: object
    readonly target?: readonly StateNode4[]
    readonly actions: readonly { readonly type: string }[]
    readonly delay?: unknown
  }[]
}

// What the package exports, in so far as the interface says.
const xstate = createRequire(import.meta.url)('xstate') as XState4

export const createMachine = (config: object): Machine4 => xstate.createMachine(config)

/** What can be seen of a machine, to compare it with another. */
export const machineFacts = (machine: Machine4) => ({
  id: machine.id,
  version: machine.version,
  nodes: machine.stateIds
    .map((id) => machine.getStateNodeById(id))
    .map(({ id, type, initial, history, tags, meta, description, invoke, onEntry, onExit, transitions }) => ({
      id,
      type,
      initial,
      history,
      tags,
      meta,
      description,
      invoke: invoke.map((actor) => ({ id: actor.id, src: actor.src })),
      entry: onEntry.map((action) => action.type),
      exit: onExit.map((action) => action.type),
      transitions: transitions.map(({ eventType, cond, target, actions, delay }) => ({
        eventType,
        cond,
        target: target?.map((node) => node.id),
        actions: actions.map((action) => action.type),
        delay,
      })),
    })),
})
