import { existsSync } from 'node:fs'

import type { InspectorMessage, MachineDefinition } from '../../inspect/message.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { readMachineModule } from './read-machine-module.ts'
import { readRecordedSession } from './read-recorded-session.ts'

/** What is to be drawn. */
export interface Subject {
  readonly definition: MachineDefinition
  /** Of a recorded session. */
  readonly messages?: readonly InspectorMessage[]
}

/** What chooses it in a file. */
export interface SubjectOptions {
  readonly session?: string
  readonly export?: string
  readonly timeline?: true
}

/**
 * Reads what is to be drawn from a module or a recording.
 *
 * @throws CommandError when it is not there, or is not the only one
 */
export async function readSubject(path: string, options: SubjectOptions): Promise<Subject> {
  if (!existsSync(path)) throw new CommandError(EXIT.notFound, `there is no file ${path}`)
  const isModule = /\.[cm]?[jt]sx?$/.test(path)
  if (isModule && options.session !== undefined)
    throw new CommandError(EXIT.usage, '--session is for recordings: a module has no sessions')
  if (!isModule && options.export !== undefined)
    throw new CommandError(EXIT.usage, '--export is for modules: a recording has --session')
  return isModule ? readMachineModule(path, options.export) : readRecordedSession(path, options)
}
