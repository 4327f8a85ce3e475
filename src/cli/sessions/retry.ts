import type { Command } from 'commander'

import { hasEnded } from '../../durable/has-ended.ts'
import { openRound } from '../../durable/open-round.ts'
import type { SessionRecord, SessionStore } from '../../durable/session-store.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { who } from '../who.ts'
import { withStore } from '../with-store.ts'
import { anId } from './arguments.ts'
import { findSession } from './find-session.ts'
import { holderOf } from './holder-of.ts'
import { reportChange } from './report-change.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions retry`. */
export function addRetry(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'retry', HELP)
    .argument('<id>', 'of a session that has failed, was cancelled, or is in quarantine', anId)
    .action((id: string, options: SessionCommandOptions) =>
      withStore(options.store, async (store) => {
        const session = await retrySession(store, id, who())
        const text =
          `runs again, in round ${session.round}: its program goes on with attempt ${session.attempt + 1} ` +
          'when it next calls runWithRetry with this id'
        await reportChange(terminal, options, { outcome: 'retried', session, text }, store.now())
      }),
    )
}

const HELP = {
  summary: 'Has a session that has ended run again, in a new round.',
  description:
    'Its attempt numbers and its history go on, its strategies begin anew. Nothing runs at once: the session belongs to ' +
    'its program, which goes on with it when it next calls runWithRetry with this id.',
  json: 'print { outcome: "retried", session }',
  examples: ['invoice-42 --store retries.db'],
}

/**
 * Opens a new round.
 *
 * @param by - who asks for it
 * @returns the session as it is then
 * @throws CommandError when it has not ended, or is done
 */
export async function retrySession(store: SessionStore, id: string, by: string): Promise<SessionRecord> {
  for (;;) {
    const record = await findSession(store, id)
    const refusal = refusalOf(record, store.now())
    if (refusal !== undefined) throw new CommandError(EXIT.refused, `${id} ${refusal}`)
    // Somebody else may have been faster.
    if (await openRound(store, record, by)) return findSession(store, id)
  }
}

function refusalOf(record: SessionRecord, now: number): string | undefined {
  if (record.status === 'done') return 'is done, and its result is in the store: another id runs it anew'
  if (hasEnded(record)) return undefined
  const holder = holderOf(record, now)
  return holder === undefined
    ? 'has not ended: it goes on when its program next calls runWithRetry with this id'
    : `has not ended: ${holder} runs it; wait for its end, or cancel it first`
}
