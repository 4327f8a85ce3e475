import { namerIn } from '../machine/session-names.ts'
import type { SessionNames } from '../machine/session-names.ts'
import type { AnyActorRef } from '../machine/xstate.ts'

/** Says by what names to call an actor's session; undefined for an actor that is none. */
export type NamerOf = (actor: AnyActorRef) => ReturnType<typeof namerIn>

/** Retry sessions alone. */
export const namerOfRetry: NamerOf = (actor) => {
  const { logic } = logicOf(actor)
  // Most actors are steps.
  if (!('implementations' in logic)) return undefined
  if (!namers.has(logic)) namers.set(logic, namerIn(logic))
  return namers.get(logic)
}

/** Every machine: one of which Holdfast knows nothing is called by its id. */
export const namerOfAny: NamerOf = (actor) => {
  const { logic } = logicOf(actor)
  return namerOfRetry(actor) ?? ('implementations' in logic ? () => machineNames(logic, actor) : undefined)
}

const machineNames = (machine: object, actor: AnyActorRef): SessionNames => ({
  // Every machine has an id.
  name: (machine as { readonly id: string }).id,
  id: undefined,
  // And every actor its options, of which XState's types say nothing.
  input: (actor as { readonly options?: { readonly input?: unknown } }).options?.input,
})

/** Every actor has its logic, of which XState's types say nothing. */
const logicOf = (actor: AnyActorRef) => actor as unknown as { readonly logic: object }

const namers = new WeakMap<object, ReturnType<typeof namerIn>>()
