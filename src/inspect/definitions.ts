import type { AnyStateMachine } from '../machine/xstate.ts'
import { definitionOf } from './definition-of.ts'
import type { MachineDefinition } from './message.ts'
import type { ToPlain } from './plain/to-plain.ts'

/** A machine's definition, and a name for it that is the same in every process. */
export interface KnownDefinition {
  readonly definitionId: string
  readonly definition: MachineDefinition
}

/** Remembers the definitions of machines for as long as these live. */
export function createDefinitions(plain: ToPlain): (machine: AnyStateMachine) => KnownDefinition {
  // `provide` and `bind` make further machines of one config.
  const known = new WeakMap<object, KnownDefinition>()

  return (machine) => {
    const found = known.get(machine.config)
    if (found !== undefined) return found
    const definition = definitionOf(machine, plain)
    const { id, version = '' } = definition
    const made = { definitionId: `${id}@${version}-${digest(JSON.stringify(definition))}`, definition }
    known.set(machine.config, made)
    return made
  }
}

/** FNV-1a: enough to tell apart the charts of one program. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}
