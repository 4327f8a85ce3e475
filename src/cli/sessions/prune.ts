import type { Command } from 'commander'

import type { Retention, SessionStore } from '../../durable/session-store.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { withStore } from '../with-store.ts'
import { anAge } from './arguments.ts'
import { eachSession } from './each-session.ts'
import { addSessionCommand } from './session-command.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Adds `holdfast sessions prune`. */
export function addPrune(sessions: Command, terminal: Terminal): void {
  const command = addSessionCommand(sessions, 'prune', HELP)
  for (const status of ENDS)
    command.option(`--${status} <age>`, `those ${status} that long ago or longer: 7d, 12h`, anAge)
  command
    .option('--dry-run', 'count them, and remove none')
    .action((options: PruneOptions) => prune(options, terminal))
}

/** What a retention speaks of. */
const ENDS = ['done', 'failed', 'cancelled'] as const satisfies (keyof Retention)[]

type Ages = Partial<Record<(typeof ENDS)[number], number>>

type PruneOptions = SessionCommandOptions & Ages & { readonly dryRun?: boolean }

const HELP = {
  summary: 'Removes sessions that ended long ago, and their histories.',
  description:
    'Their age is the time since their last change. The id of a session that was removed can be used again, and then ' +
    'runs anew: keep them for longer than anybody may ask again.',
  json: 'print { count, dryRun }',
  examples: ['--store retries.db --done 7d --failed 90d --dry-run', '--done 7d --failed 90d --cancelled 30d'],
}

async function prune({ store: path, json, dryRun = false, ...options }: PruneOptions, terminal: Terminal) {
  const ages = agesIn(options)
  const work = (store: SessionStore) => (dryRun ? countOld(store, ages) : store.prune())
  // A store that is given a retention prunes by itself.
  const count = await withStore(path, work, dryRun ? {} : ages)
  const text = `${count} ${count === 1 ? 'session' : 'sessions'} ${dryRun ? 'would be ' : ''}removed.`
  await print(terminal.stdout, json ? JSON.stringify({ count, dryRun }) : text)
}

function agesIn(options: Ages): Ages {
  const given = ENDS.filter((status) => options[status] !== undefined)
  if (given.length === 0)
    throw new CommandError(
      EXIT.usage,
      'nothing says what to remove: give --done 7d, --failed 90d, or --cancelled 30d',
    )
  return Object.fromEntries(given.map((status) => [status, options[status]]))
}

async function countOld(store: SessionStore, ages: Ages): Promise<number> {
  const now = store.now()
  let count = 0
  for await (const { status, updatedAt } of eachSession(store, { status: ENDS })) {
    // None of another status was asked for.
    const age = ages[status as keyof Ages]
    if (age !== undefined && updatedAt <= now - age) count++
  }
  return count
}
