import type { Command } from 'commander'

import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionRecord, SessionStore } from '../../durable/session-store.ts'
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

/** Adds `holdfast sessions cancel`. */
export function addCancel(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'cancel', HELP)
    .argument('<id>', 'of a session that has not ended, or is in quarantine', anId)
    .action((id: string, options: SessionCommandOptions) =>
      withStore(options.store, async (store) =>
        reportChange(terminal, options, await cancelSession(store, id), store.now()),
      ),
    )
}

const HELP = {
  summary: 'Ends a session for good.',
  description:
    'One that nobody runs ends at once. Of one that a process runs the process is asked, and ends it within a second. ' +
    'Whoever waits for its result gets an AbortError; holdfast sessions retry has it run again.',
  json: 'print { outcome, session }: outcome is "cancelled", "requested" of who runs it, or "unchanged" where it was cancelled before',
  examples: ['invoice-42 --store retries.db'],
}

async function cancelSession(store: SessionStore, id: string): Promise<Change> {
  const before = await store.get(id)
  const session = await store.cancel(id, who())
  if (session === undefined) throw noSession(store, id)
  if (!hasEnded(session))
    return { outcome: 'requested', session, text: `is to be cancelled: ${asked(session, store.now())}` }
  if (session.status !== 'cancelled')
    throw new CommandError(EXIT.refused, `${id} has ended already: it is ${session.status}`)
  return before?.status === 'cancelled'
    ? { outcome: 'unchanged', session, text: 'was cancelled before' }
    : { outcome: 'cancelled', session, text: 'is cancelled' }
}

function asked(session: SessionRecord, now: number): string {
  const holder = holderOf(session, now)
  return holder === undefined
    ? 'its process has died, so whoever takes it next ends it; cancel it again once its lease has run out to end it now'
    : `${holder} was asked, and ends it within a second`
}
