import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { root } from '../support/project.ts'
import { checkTypes } from './check-types.ts'
import type { Program } from './program.ts'
import { runPrograms } from './run-programs.ts'

/** Compiles and runs all programs; gives, for each that is at fault, messages like `README.md:12: what is wrong`. */
export async function findFaults(programs: readonly Program[]): Promise<Map<Program, string[]>> {
  // Inside the repository, so that the programs find the package by its own name.
  await mkdir(GENERATED, { recursive: true })
  const folder = await mkdtemp(join(GENERATED, 'blocks-'))
  try {
    await Promise.all(programs.map(({ name, source }) => writeFile(join(folder, name), source)))
    const faults = await Promise.all([checkTypes(folder, programs), runPrograms(folder, programs)])
    const messages = new Map<Program, string[]>(programs.map((program) => [program, []]))
    for (const { program, line, message } of faults.flat()) {
      messages.get(program)?.push(`${program.block.file}:${program.originOf(line)}: ${message}`)
    }
    return messages
  } finally {
    await rm(folder, { recursive: true })
  }
}

const GENERATED = join(root, '.cache')
