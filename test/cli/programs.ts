import { fileURLToPath } from 'node:url'

import { root } from '../support/project.ts'
import { tryRun } from '../support/run.ts'
import type { Output } from '../support/run.ts'

/** The arguments with which Node runs a program of the sources. */
const sources = (file: string) => ['--conditions=@holdfast/source', '--import', 'tsx', file]

/** The command as a line for a shell. */
export const commandLine = (...args: readonly string[]): string =>
  [process.execPath, ...sources(`${root}/src/cli/main.ts`), ...args].join(' ')

/** The command as a program with arguments. */
export const commandArgs = (...args: readonly string[]): readonly string[] => [
  ...sources(`${root}/src/cli/main.ts`),
  ...args,
]

/** Runs a line of the shell to its end, in a process of its own. */
export const inShell = (line: string, env: Readonly<Record<string, string>> = {}): Promise<Output> =>
  tryRun('bash', ['-c', line], { cwd: root, env })

/** Begins a session in another process, which is killed in its first attempt. */
export async function dieInAttempt(path: string, id: string): Promise<void> {
  const program = fileURLToPath(new URL('programs/die-in-attempt.ts', import.meta.url))
  await inShell(`${[process.execPath, ...sources(program), path, id].join(' ')}; test $? = 137`)
}
