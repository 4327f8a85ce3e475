import { writeFile } from 'node:fs/promises'

import { type Command, Option } from 'commander'

import { EXIT_CODES_HELP } from '../exit-codes.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import type { DrawForm } from './draw-as.ts'

/** Adds `holdfast draw`. */
export function addDrawCommand(program: Command, terminal: Terminal): void {
  program
    .command('draw')
    .summary(SUMMARY)
    .description(`${SUMMARY}\n\n${DESCRIPTION}`)
    .argument('<file>', 'a module that exports a machine, or a recording, as recordTo writes it')
    .addOption(
      new Option('--svg', 'draw the statechart as SVG (the default)').conflicts(['mermaid', 'timeline']),
    )
    .addOption(new Option('--mermaid', 'write the statechart for Mermaid').conflicts('timeline'))
    .option('--timeline', "draw when a recorded session's attempts and sleeps were, as SVG")
    .option('--session <id or name>', 'the recorded session: its statechart as the session left it')
    .option('--export <name>', 'which export of the module is the machine')
    .option('-o, --output <file>', 'a file to write it to')
    .option('--debug', 'print where an error came from')
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES_HELP}`)
    .action((file: string, options: DrawOptions) => draw(file, options, terminal))
}

interface DrawOptions {
  readonly mermaid?: true
  readonly timeline?: true
  readonly session?: string
  readonly export?: string
  readonly output?: string
}

const SUMMARY = 'Draws the statechart of a machine, or what a recorded session did.'

const DESCRIPTION =
  'A module is imported, and so runs; its machine may be one of createRetryMachine, or any of XState 5. Of a recording ' +
  'the statechart is drawn that its sessions run.'

const EXAMPLES = `
Examples:
  $ holdfast draw machine.js --output chart.svg
  $ holdfast draw machine.js --export checkout --mermaid
  $ holdfast draw recording.jsonl --session invoice-42 > chart.svg
  $ holdfast draw recording.jsonl --session invoice-42 --timeline > timeline.svg`

async function draw(file: string, options: DrawOptions, { stdout }: Terminal): Promise<void> {
  const { mermaid, timeline, output } = options
  // Loaded only now, so that all other commands are there sooner.
  const [{ drawAs }, { readSubject }] = await Promise.all([
    import('./draw-as.ts'),
    import('./read-subject.ts'),
  ])
  const form: DrawForm = mermaid ? 'mermaid' : timeline ? 'timeline' : 'svg'
  const text = await drawAs(form, await readSubject(file, options))
  if (output === undefined) await print(stdout, text.trimEnd())
  else await writeFile(output, text)
}
