import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { printable } from '../format/printable.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import type { Interruption } from './interruption.ts'

/**
 * Starts a program whose sessions a visualizer shows, and so those of the programs that it starts.
 *
 * It is asked to end as this process is, and killed when that is asked once more.
 *
 * @param command - the program, and its arguments
 * @param url - of the visualizer, with its token
 * @returns its end: a promise that rejects with a CommandError when the program failed by itself
 * @throws CommandError when it cannot be started
 */
export async function startProgram(
  [file = '', ...args]: readonly string[],
  url: string,
  { stderr }: Terminal,
  { signal, insistence }: Interruption,
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
  const name = printable([file, ...args].join(' '))

  const passOn = () => {
    const reason: NodeJS.Signals = signal.reason
    if (!hasReachedAll(reason)) program.kill(reason)
  }
  if (signal.aborted) passOn()
  else signal.addEventListener('abort', passOn)
  insistence.addEventListener('abort', () => program.kill('SIGKILL'))

  const untilEnd = async () => {
    const [code, killedBy] = (await once(program, 'exit')) as [number | null, string | null]
    if (signal.aborted) return
    const how = code === null ? `by ${killedBy}` : `with code ${code}`
    await print(stderr, `${name} has ended ${how}. Its sessions are still shown; Ctrl-C ends that too.`)
    if (code !== 0) throw new CommandError(EXIT.failed, `${name} ended ${how}`)
  }
  return { end: untilEnd() }
}

/** A terminal tells all that was started from it; told twice, many programs end at once. */
const hasReachedAll = (name: NodeJS.Signals): boolean => name !== 'SIGTERM' && process.stdin.isTTY
