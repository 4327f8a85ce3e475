import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Command } from 'commander'

import type { SessionStore } from '../../durable/session-store.ts'
import { withoutTexts } from '../../durable/without-texts.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { printable } from '../format/printable.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { withStore } from '../with-store.ts'
import { addFilters, queryOf } from './arguments.ts'
import type { FilterOptions } from './arguments.ts'
import { eachSession } from './each-session.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions export`. */
export function addExport(sessions: Command, terminal: Terminal): void {
  addFilters(addSessionCommand(sessions, 'export', HELP))
    .option('-o, --output <file>', 'a new file to write them to, which its owner alone can read')
    .option('--no-texts', 'leave out input, snapshot, result and error')
    .action((options: ExportOptions) =>
      withStore(options.store, (store) => exportSessions(store, options, terminal)),
    )
}

type ExportOptions = SessionCommandOptions &
  FilterOptions & { readonly output?: string; readonly texts: boolean }

const HELP = {
  summary: 'Writes sessions and their histories as lines of JSON.',
  description:
    'Each line has the fields of SessionRecord, and history; times are epoch milliseconds. Texts are as they are stored: ' +
    'unless the program has encrypted them (the option encode of its store), inputs, results and errors can be read, with ' +
    'all the secrets in them.',
  json: 'with --output, print { exported, output } when it is done; the sessions themselves are JSON always',
  examples: ['--store retries.db --output sessions.jsonl', '--status failed --no-texts | jq .id'],
}

async function exportSessions(
  store: SessionStore,
  { output, texts, json, ...filter }: ExportOptions,
  { stdout }: Terminal,
): Promise<void> {
  let exported = 0
  async function* lines() {
    for await (const record of eachSession(store, queryOf(filter))) {
      const session = texts ? record : withoutTexts(record)
      yield `${JSON.stringify({ ...session, history: await store.history(record.id) })}\n`
      exported++
    }
  }
  const source = Readable.from(lines())
  if (output === undefined) return pipeline(source, stdout, { end: false })
  await writeFile(output, source)
  const report = json
    ? JSON.stringify({ exported, output })
    : `${exported} sessions are in ${printable(output)}.`
  await print(stdout, report)
}

/** Makes a new file; one that could not be written whole, or was interrupted, is removed. */
async function writeFile(path: string, source: Readable): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new CommandError(EXIT.failed, `${path} exists already: name a new file`)
  })
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  process.once('SIGINT', interrupt)
  try {
    await pipeline(source, file.createWriteStream(), { signal: interruption.signal })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    process.off('SIGINT', interrupt)
  }
}
