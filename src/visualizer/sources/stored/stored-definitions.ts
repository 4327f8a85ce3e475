import { definitionOf } from '../../../inspect/definition-of.ts'
import type { MachineDefinition } from '../../../inspect/message.ts'
import { createRetryMachine } from '../../../machine/create-retry-machine.ts'
import { stateOf } from '../../../machine/xstate.ts'

/**
 * Gives the statechart of a stored session, which no store holds: it is that of every retry session, under the id of its
 * machine. Which strategies it asks is not known.
 *
 * @param value - of the state that the session is in, where that is known
 * @returns undefined for a session whose machine has states of its own
 */
export type StoredDefinitions = (kind: string, value: unknown) => MachineDefinition | undefined

export function createStoredDefinitions(): StoredDefinitions {
  const known = new Map<string, MachineDefinition>()

  return (kind, value) => {
    if (value !== undefined && stateOf(plainMachine, value) === undefined) return undefined
    const definition = known.get(kind) ?? definitionOf(createRetryMachine({ id: kind }), withoutParams)
    known.set(kind, definition)
    return definition
  }
}

const plainMachine = createRetryMachine()

/** They name the strategies of a machine, and these are none of the session's. */
const withoutParams = (value: unknown, part: string) =>
  part === 'params' && value !== undefined ? {} : value
