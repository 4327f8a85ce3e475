import { join } from 'node:path'

import { root } from '../support/project.ts'
import { tryRun } from '../support/run.ts'
import type { Fault } from './fault.ts'
import type { Program } from './program.ts'
import { reportsIn } from './report.ts'

/** Runs the programs of a folder one after the other in one process, against the sources. */
export async function runPrograms(folder: string, programs: readonly Program[]): Promise<Fault[]> {
  const running = programs.filter(({ runs }) => runs)
  const runner = join(import.meta.dirname, 'runner.ts')
  const files = running.map(({ name }) => join(folder, name))
  const args = ['--import', 'tsx', '--conditions=@holdfast/source', runner, ...files]
  const { stdout, stderr } = await tryRun(process.execPath, args, { cwd: root })
  const reports = reportsIn(stdout)
  return running.flatMap((program, index) => {
    const { failure, line } = reports[index] ?? { failure: `the process ended before\n${stderr}`, line: 1 }
    return failure === undefined ? [] : [{ program, line, message: failure }]
  })
}
