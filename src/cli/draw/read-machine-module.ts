import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { definitionOf } from '../../inspect/definition-of.ts'
import { createToPlain } from '../../inspect/plain/to-plain.ts'
import { redact } from '../../inspect/redact/redact.ts'
import type { AnyStateMachine } from '../../machine/xstate.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import type { Subject } from './read-subject.ts'

/**
 * Imports a module, and finds the machine in it.
 *
 * @param name - of the export; without it there must be one machine alone
 */
export async function readMachineModule(path: string, name: string | undefined): Promise<Subject> {
  const exported = (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>
  const machines = Object.entries(exported).flatMap(([key, value]) =>
    isMachine(value) ? [{ key, machine: value }] : [],
  )
  const candidates = machines.map(({ key }) => key).join(', ')
  const chosen = name === undefined ? machines : machines.filter(({ key }) => key === name)
  const [first, ...others] = chosen
  if (first === undefined)
    throw new CommandError(
      EXIT.notFound,
      candidates === ''
        ? `${path} exports no machine: export one of createRetryMachine, or of XState`
        : `${path} exports no machine ${name}; there are ${candidates}`,
    )
  if (others.some(({ machine }) => machine !== first.machine))
    throw new CommandError(
      EXIT.usage,
      `${path} exports several machines: choose one with --export: ${candidates}`,
    )
  return { definition: definitionOf(first.machine, createToPlain(redact)) }
}

/** By what a machine is made of, as the module may have an XState of its own. */
const isMachine = (value: unknown): value is AnyStateMachine => {
  const { root } = Object(value)
  return root !== undefined && Object(root).machine === value
}
