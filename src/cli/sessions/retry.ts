import type { Command } from 'commander'

import { retrySession } from '../../stores/commands/retry-session.ts'
import type { Terminal } from '../terminal.ts'
import { anId } from './arguments.ts'
import { changeSession } from './change-session.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions retry`. */
export function addRetry(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'retry', HELP)
    .argument('<id>', 'of a session that has failed, was cancelled, or is in quarantine', anId)
    .action((id: string, options: SessionCommandOptions) =>
      changeSession(retrySession, id, options, terminal),
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
