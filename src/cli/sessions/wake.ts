import type { Command } from 'commander'

import { wakeSession } from '../../stores/commands/wake-session.ts'
import type { Terminal } from '../terminal.ts'
import { anId } from './arguments.ts'
import { changeSession } from './change-session.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions wake`. */
export function addWake(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'wake', HELP)
    .argument('<id>', 'of a session that sleeps', anId)
    .action((id: string, options: SessionCommandOptions) => changeSession(wakeSession, id, options, terminal))
}

const HELP = {
  summary: 'Ends the sleep that a session is in: its next attempt need not wait.',
  description:
    'A process that runs it goes on with it within a second. One that nobody runs does not sleep once its program next ' +
    'calls runWithRetry with this id.',
  json: 'print { outcome, session }: outcome is "requested" of who runs it, or "due"',
  examples: ['invoice-42 --store retries.db'],
}
