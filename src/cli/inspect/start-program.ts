import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { printable } from '../format/printable.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'

/**
 * Starts a program whose sessions a visualizer shows, and so those of the programs that it starts.
 *
 * @param command - the program, and its arguments
 * @param url - of the visualizer, with its token
 * @param signal - ends the program
 * @returns its end: a promise that rejects with a CommandError when the program failed by itself
 * @throws CommandError when it cannot be started
 */
export async function startProgram(
  [file = '', ...args]: readonly string[],
  url: string,
  { stderr }: Terminal,
  signal: AbortSignal,
): Promise<{ readonly end: Promise<void> }> {
  const { NODE_OPTIONS = '' } = process.env
  const program = spawn(file, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: `${NODE_OPTIONS} --import ${import.meta.resolve('holdfast/inspect/register')}`.trim(),
      HOLDFAST_VISUALIZER: url,
    },
  })
  await once(program, 'spawn').catch(({ message }: Error) => {
    throw new CommandError(EXIT.usage, `${printable(file)} cannot be started: ${message}`)
  })
  const kill = () => program.kill()
  signal.addEventListener('abort', kill)
  const name = printable([file, ...args].join(' '))

  const untilEnd = async () => {
    const [code, killedBy] = (await once(program, 'exit')) as [number | null, string | null]
    if (signal.aborted) return
    const how = code === null ? `by ${killedBy}` : `with code ${code}`
    await print(stderr, `${name} has ended ${how}. Its sessions are still shown; Ctrl-C ends that too.`)
    if (code !== 0) throw new CommandError(EXIT.failed, `${name} ended ${how}`)
  }
  return { end: untilEnd() }
}
