import type { Command } from 'commander'

import { EXIT_CODES_HELP } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { addCancel } from './cancel.ts'
import { addExport } from './export.ts'
import { addList } from './list.ts'
import { addPrune } from './prune.ts'
import { addRetry } from './retry.ts'
import { addShow } from './show.ts'
import { addWake } from './wake.ts'

/** Adds `holdfast sessions`. */
export function addSessionsCommand(program: Command, terminal: Terminal): void {
  const sessions = program
    .command('sessions')
    .description('Looks into the sessions of a store, and tells them what to do.')
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES_HELP}`)
  for (const add of [addList, addShow, addRetry, addCancel, addWake, addExport, addPrune])
    add(sessions, terminal)
}

const EXAMPLES = `
Examples:
  $ export HOLDFAST_STORE=retries.db
  $ holdfast sessions list --status failed,quarantined
  $ holdfast sessions show invoice-42
  $ holdfast sessions retry invoice-42`
