import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { root } from '../support/project.ts'
import { tryRun } from '../support/run.ts'
import type { Fault } from './fault.ts'
import type { Program } from './program.ts'

/** Compiles the programs of a folder in one run; JavaScript is left alone. */
export async function checkTypes(folder: string, programs: readonly Program[]): Promise<Fault[]> {
  const config = { extends: '../../tsconfig.json', compilerOptions: { pretty: false }, include: ['*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { code, stdout, stderr } = await tryRun(process.execPath, [tsc, '--project', folder], { cwd: root })
  const byName = new Map(programs.map((program) => [program.name, program]))
  const messages = messagesIn(stdout)
  if (code !== 0 && messages.length === 0) throw new Error(`tsc failed without a word\n${stderr}`)
  return messages.map((message) => {
    const [, path = '', line, text = message] = /^(.*?)\((\d+),\d+\): (.*)$/s.exec(message) ?? []
    const program = byName.get(basename(path))
    if (program === undefined) throw new Error(`tsc found fault outside of the blocks:\n${message}`)
    return { program, line: Number(line), message: text }
  })
}

/** One text for each error: lines that are indented belong to the one above. */
const messagesIn = (output: string) => output.split(/\n(?!\s)/).filter((message) => message.trim() !== '')
