import { once } from 'node:events'
import { existsSync } from 'node:fs'

import { type Command, Option } from 'commander'

import type { SessionStore } from '../../durable/session-store.ts'
import { INVALID_OPTION } from '../../errors/invalid.ts'
import { aPort } from '../../visualizer/a-port.ts'
import { asArgument } from '../as-argument.ts'
import { CommandError } from '../command-error.ts'
import { EXIT, EXIT_CODES_HELP } from '../exit-codes.ts'
import { openStore } from '../open-store.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { listenForInterruption } from './interruption.ts'
import { isThere } from './is-there.ts'
import { startProgram } from './start-program.ts'

/** Adds `holdfast inspect`. */
export function addInspect(program: Command, terminal: Terminal): void {
  program
    .command('inspect')
    .summary(SUMMARY)
    .description(`${SUMMARY}\n\n${DESCRIPTION}`)
    .argument('[program...]', 'after --, a program to run with its sessions on the page')
    .addOption(
      new Option('-s, --store <path>', 'a SQLite file with sessions; also repeated')
        .env('HOLDFAST_STORE')
        .argParser(addPath),
    )
    .option('-f, --file <recording>', 'a recording, as recordTo writes it; also repeated', addPath)
    .option('--demo', 'run sessions against a server on this machine that fails')
    .option('-p, --port <port>', 'where it listens; 0 takes any free port', portOf)
    .option('--host <host>', 'the address it listens on; one that others can reach needs --token')
    .addOption(
      new Option('--token <token>', 'what whoever opens the page must know; by default it is made up').env(
        'HOLDFAST_TOKEN',
      ),
    )
    .option('--read-only', 'only look: no session is retried or cancelled')
    .option('--debug', 'print where an error came from')
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES_HELP}`)
    .action((command: readonly string[], options: InspectOptions) => inspect(command, options, terminal))
}

interface InspectOptions {
  readonly store?: readonly string[]
  readonly file?: readonly string[]
  readonly demo?: boolean
  readonly port?: number
  readonly host?: string
  readonly token?: string
  readonly readOnly?: boolean
}

const SUMMARY = 'Shows retry sessions in the browser: those that run, and those in a store or a recording.'

const DESCRIPTION =
  'It prints the address of the page, opens nothing by itself, and runs until it is interrupted (Ctrl-C). The address ' +
  'holds the token; who has it can see the sessions, retry and cancel them.'

const EXAMPLES = `
Examples:
  $ holdfast inspect --demo
  $ holdfast inspect --store retries.db
  $ holdfast inspect --file recording.jsonl
  $ holdfast inspect -- node app.js`

async function inspect(
  command: readonly string[],
  {
    store: paths = [],
    file: recordings = [],
    demo = false,
    readOnly = false,
    token,
    ...where
  }: InspectOptions,
  terminal: Terminal,
): Promise<void> {
  // Loaded only now, so that all other commands are there sooner.
  const { openVisualizer } = await import('../../visualizer/open-visualizer.ts')
  for (const path of recordings) checkRecording(path)
  const interruption = listenForInterruption()
  const { signal } = interruption
  const stores: SessionStore[] = []
  const works: Promise<void>[] = []
  try {
    // A program that runs for the first time makes its store.
    const toCome = new Set(paths.filter((path) => command.length > 0 && !isThere(path)))
    // What is wrong with the first is said before the second is opened.
    // oxlint-disable-next-line no-await-in-loop
    for (const path of paths) if (!toCome.has(path)) stores.push(await openStore(path))
    const demoStore = demo ? await createDemoStore() : undefined
    if (demoStore !== undefined) stores.push(demoStore)
    // A variable that is set to nothing counts as one that is not set.
    const options = { ...where, ...(token && { token }), readOnly, store: stores, recordings }
    await using visualizer = await openVisualizer(PAGE, options).catch(refuse)
    await print(terminal.stdout, `Retry sessions are shown at\n\n  ${visualizer.url}\n\nCtrl-C ends it.`)
    if (command.length > 0)
      works.push((await startProgram(command, visualizer.url, terminal, interruption)).end)
    if (toCome.size > 0) {
      const { showOnceThere } = await import('./show-once-there.ts')
      for (const path of toCome)
        works.push(
          showOnceThere(path, visualizer, terminal, signal).then(
            (store) => void (store && stores.push(store)),
          ),
        )
    }
    if (demoStore !== undefined) {
      const { runDemo } = await import('./demo/run-demo.ts')
      works.push(runDemo({ inspect: visualizer.inspect, store: demoStore, signal }))
    }
    // What has failed is told at the end, for the page goes on.
    const ends = Promise.allSettled(works)
    if (!signal.aborted) await once(signal, 'abort')
    for (const end of await ends) if (end.status === 'rejected') throw end.reason
  } finally {
    interruption.unlisten()
    await Promise.all(stores.map((store) => store.close()))
  }
}

/** Where the build puts it; the sources and what they are compiled to lie at the same depth. */
const PAGE = new URL('../../../dist/page/', import.meta.url)

/** Loaded only where it is used. */
async function createDemoStore(): Promise<SessionStore> {
  const { createMemoryStore } = await import('../../stores/create-memory-store.ts')
  return createMemoryStore()
}

function checkRecording(path: string): void {
  if (!existsSync(path))
    throw new CommandError(
      EXIT.notFound,
      `there is no recording at ${path}: name the file that the program gives to recordTo`,
    )
}

/** An option that the visualizer refuses was written wrongly. */
function refuse(error: Error & { readonly code?: unknown }): never {
  throw error.code === INVALID_OPTION ? new CommandError(EXIT.usage, error.message) : error
}

/** Options may be repeated. A variable that is set to nothing counts as one that is not set. */
const addPath = (path: string, earlier: readonly string[] = []): readonly string[] =>
  path === '' ? earlier : [...earlier, path]

/** What is written otherwise than in digits is told as it was written. */
const portOf = (text: string): unknown =>
  asArgument(() => aPort('--port', /^\d+$/.test(text) ? Number(text) : text))
