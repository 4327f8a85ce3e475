import { Command } from 'commander'

import { addDrawCommand } from './draw/draw-command.ts'
import { packageVersion } from '../visualizer/package-version.ts'
import { EXIT_CODES_HELP } from './exit-codes.ts'
import { addInspect } from './inspect/inspect.ts'
import { addSessionsCommand } from './sessions/sessions-command.ts'
import { hasColors } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/** The `holdfast` command. */
export function createProgram(terminal: Terminal): Command {
  const { stdout, stderr } = terminal
  const program = new Command('holdfast')
    .description('Shows retry sessions, and looks after those that outlive their process.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? USUAL_WIDTH,
      getErrHelpWidth: () => stderr.columns ?? USUAL_WIDTH,
      getOutHasColors: () => hasColors(stdout),
      getErrHasColors: () => hasColors(stderr),
    })
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES_HELP}`)
  addInspect(program, terminal)
  addSessionsCommand(program, terminal)
  addDrawCommand(program, terminal)
  return program
}

const USUAL_WIDTH = 80

const EXAMPLES = `
Examples:
  $ holdfast inspect --demo
  $ holdfast inspect -- node app.js
  $ holdfast sessions list --store retries.db --status failed
  $ holdfast sessions show invoice-42 --store retries.db
  $ holdfast sessions retry --help`
