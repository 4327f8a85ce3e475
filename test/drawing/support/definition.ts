import { createMachine } from 'xstate'

import type { MachineDefinition } from '../../../src/inspect/message.ts'
import { definitionOf } from '../../../src/inspect/definition-of.ts'
import type { AnyStateMachine } from '../../../src/machine/xstate.ts'

/** The definition of a machine, as an inspector tells it. */
export const definitionFor = (machine: AnyStateMachine): MachineDefinition =>
  definitionOf(machine, (value) => value && structuredClone(value))

/** The same, of a machine with this config. */
export const define = (config: Parameters<typeof createMachine>[0]): MachineDefinition =>
  definitionFor(createMachine(config))
