import { definitionOf } from '../../../inspect/definition-of.ts'
import type { MachineDefinition } from '../../../inspect/message.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { machineOfConfig } from '../../../machine/xstate.ts'
import { safely } from '../../../strategies/common/safely.ts'

/**
 * The definition of a machine of which its config is told; undefined for what is no machine: of other actors the
 * package tells the id alone.
 */
export function statelyDefinition(text: string | undefined, plain: ToPlain): MachineDefinition | undefined {
  const config = safely<unknown>(() => JSON.parse(String(text), dropCut), undefined)
  if (typeof config !== 'object' || config === null || Object.keys(config).every((key) => key === 'id'))
    return undefined
  return safely(() => definitionOf(machineOfConfig(config), plain), undefined)
}

/** What lay too deep for the package is a text in its place, and a name that a function did not have is empty. */
const dropCut = (key: string, value: unknown): unknown => {
  if (value === '[Object]' || value === '[Array]') return undefined
  return key === 'type' && value === '' ? 'anonymous' : value
}
