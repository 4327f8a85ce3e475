import { inspect } from 'node:util'

import { CommanderError } from 'commander'

import { CommandError } from './command-error.ts'
import { createProgram } from './create-program.ts'
import { EXIT } from './exit-codes.ts'
import type { ExitCode } from './exit-codes.ts'
import { printable } from './format/printable.ts'
import { print } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/**
 * Runs one command to its end.
 *
 * @param args - without the names of the runtime and the program
 * @returns the code to exit with; never rejects
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let isDebugging = false
  const program = createProgram(terminal)
  program.hook('preAction', (_, command) => {
    isDebugging = command.opts()['debug'] === true
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    // It has printed its message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    // What is thrown here is an error, the system's with a code.
    const { name, code, message } = error as NodeJS.ErrnoException
    if (name === 'AbortError') return EXIT.interrupted
    // Whoever read what we write, `head` say, has had enough.
    if (code === 'EPIPE') return EXIT.ok
    const text = isDebugging ? inspect(error) : printable(message)
    await print(terminal.stderr, `error: ${text}`).catch(() => {})
    return error instanceof CommandError ? error.exitCode : EXIT.failed
  }
}
