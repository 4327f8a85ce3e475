import type { Command } from 'commander'

import { cancelSession } from '../../stores/commands/cancel-session.ts'
import type { Terminal } from '../terminal.ts'
import { anId } from './arguments.ts'
import { changeSession } from './change-session.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions cancel`. */
export function addCancel(sessions: Command, terminal: Terminal): void {
  addSessionCommand(sessions, 'cancel', HELP)
    .argument('<id>', 'of a session that has not ended, or is in quarantine', anId)
    .action((id: string, options: SessionCommandOptions) =>
      changeSession(cancelSession, id, options, terminal),
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
