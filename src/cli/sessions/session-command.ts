import { type Command, Option } from 'commander'

import { EXIT_CODES_HELP } from '../exit-codes.ts'

/** The options that every command about sessions has. */
export interface SessionCommandOptions {
  readonly store?: string
  readonly json?: true
  readonly debug?: true
}

/** What the help of a command says. */
export interface SessionCommandHelp {
  /** A line, also for the list of commands. */
  readonly summary: string
  readonly description: string
  /** What `--json` prints. */
  readonly json: string
  /** What may follow the command's name. */
  readonly examples: readonly string[]
}

/** Adds a command, with the options that all of them have and its help. */
export function addSessionCommand(
  sessions: Command,
  name: string,
  { summary, description, json, examples }: SessionCommandHelp,
): Command {
  const shown = examples.map((example) => `  $ holdfast sessions ${name} ${example}`)
  return sessions
    .command(name)
    .summary(summary)
    .description(`${summary}\n\n${description}`)
    .addOption(
      new Option('-s, --store <path>', 'the SQLite file that the sessions are in').env('HOLDFAST_STORE'),
    )
    .option('--json', json)
    .option('--debug', 'print where an error came from')
    .addHelpText('after', `\nExamples:\n${shown.join('\n')}\n${EXIT_CODES_HELP}`)
}
