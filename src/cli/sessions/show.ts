import type { Command } from 'commander'

import type { Terminal } from '../terminal.ts'
import { withStore } from '../with-store.ts'
import { anId } from './arguments.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions show`. */
export function addShow(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'show', HELP)
    .argument('<id>', 'of the session', anId)
    .action(async (id: string, options: SessionCommandOptions) => {
      // Loaded only now, so that all other commands are there sooner.
      const { printSession } = await import('./print-session.ts')
      await withStore(options.store, (store) => printSession(store, id, options, terminal))
    })
}

const HELP = {
  summary: 'Shows a session, with its last error and its history.',
  description:
    'Results and errors may hold secrets. What the program has encrypted (the option encode of its store) is not read.',
  json: 'print one document: the fields of SessionRecord, texts as they are stored, times in epoch milliseconds; held, history, and decoded: state, attemptNumber, sleepLeft, error, problem',
  examples: ['invoice-42 --store retries.db', 'invoice-42 --json | jq .decoded.error'],
}
