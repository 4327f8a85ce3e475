import type { Command } from 'commander'

import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionStore } from '../../durable/session-store.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { who } from '../who.ts'
import { withStore } from '../with-store.ts'
import { anId } from './arguments.ts'
import { noSession } from './find-session.ts'
import { holderOf } from './holder-of.ts'
import { reportChange } from './report-change.ts'
import type { Change } from './report-change.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions wake`. */
export function addWake(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'wake', HELP)
    .argument('<id>', 'of a session that sleeps', anId)
    .action((id: string, options: SessionCommandOptions) =>
      withStore(options.store, async (store) =>
        reportChange(terminal, options, await wakeSession(store, id), store.now()),
      ),
    )
}

const HELP = {
  summary: 'Ends the sleep that a session is in: its next attempt need not wait.',
  description:
    'A process that runs it goes on with it within a second. One that nobody runs does not sleep once its program next ' +
    'calls runWithRetry with this id.',
  json: 'print { outcome, session }: outcome is "requested" of who runs it, or "due"',
  examples: ['invoice-42 --store retries.db'],
}

async function wakeSession(store: SessionStore, id: string): Promise<Change> {
  const session = await store.wake(id, who())
  if (session === undefined) throw noSession(store, id)
  // What cannot be woken comes back as it was.
  if (hasEnded(session) || !session.wakeRequested)
    throw new CommandError(EXIT.refused, `${id} does not sleep: it is ${session.status}`)
  const holder = holderOf(session, store.now())
  return holder === undefined
    ? {
        outcome: 'due',
        session,
        text: 'is due now: it goes on when its program next calls runWithRetry with this id',
      }
    : {
        outcome: 'requested',
        session,
        text: `is to wake: ${holder} was asked, and ends the sleep that it is in within a second`,
      }
}
