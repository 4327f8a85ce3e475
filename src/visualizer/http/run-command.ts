import { breathe, systemClock } from '../../time.ts'
import type { Command, CommandReport, CommandRequest, RowAction, SessionRow } from '../protocol.ts'
import type { SessionSource } from '../sources/session-source.ts'
import type { Hub } from '../table/create-hub.ts'
import type { Line } from '../table/create-table.ts'
import type { HeldRow } from '../table/held-row.ts'
import { reasonOf } from '../table/reason-of.ts'
import { Refused } from './refused.ts'

/**
 * Does to each session what was asked for.
 *
 * @param by - who asked
 * @throws Refused when other sessions match a query than a person was asked about
 */
export async function runCommand(hub: Hub, request: CommandRequest, by: string): Promise<CommandReport> {
  const keys = 'keys' in request ? request.keys : await hub.queries.keys(request.query)
  const expected = 'query' in request ? request.expected : undefined
  if (expected !== undefined && expected !== keys.length)
    throw new Refused(
      409,
      `${keys.length} sessions match now, and ${expected} were asked about; nothing was done`,
    )
  const refused: CommandReport['refused'][number][] = []
  const reasons = new Map<string, number>()
  let done = 0
  let asked = 0
  let refusals = 0
  const rest = new Set(keys).values()

  const work = async () => {
    // Each takes the next, and none begins again.
    for (const key of rest) {
      await breathe(systemClock.monotonic())
      // Its line may go meanwhile.
      const row = hub.table.find(key)?.row
      const reason = await commandOne(hub, key, request.command, by)
      if (reason === undefined) {
        done++
        if (isOnlyAsked(request.command, hub.table.find(key)?.row)) asked++
        continue
      }
      if (++refusals <= MOST_TOLD) refused.push({ key, ...namesOf(row), reason })
      if (reasons.has(reason) || reasons.size < MOST_TOLD) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return {
    done,
    ...(asked > 0 && { asked }),
    refused,
    refusals,
    ...(refusals > 0 && { reasons: mostFrequentFirst(reasons) }),
  }
}

/** Whoever runs a session wakes it within a second, and ends it once its attempt lets go; where nobody does, it waits. */
const isOnlyAsked = (command: Command, row: SessionRow | undefined): boolean =>
  row !== undefined &&
  (command === 'cancel' ? row.asked === 'cancel' : row.origin === 'stored' && row.owner === undefined)

const namesOf = (row: SessionRow | undefined) =>
  row && { name: row.name, ...(row.id !== undefined && { id: row.id }) }

const mostFrequentFirst = (reasons: ReadonlyMap<string, number>) =>
  [...reasons].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count)

async function commandOne(hub: Hub, key: string, command: Command, by: string): Promise<string | undefined> {
  const line = hub.table.find(key)
  if (!line) return 'is not there any more'
  let refusal: string | undefined
  for (const { row, source } of whomToAsk(line, command)) {
    // One after the other: the second is asked only where the first has refused.
    refusal = await ask(source, row.key, command, by)
    if (refusal === undefined) return undefined
  }
  return refusal
}

function whomToAsk({ told, stored, isOneOfSeveral }: Line, command: Command): readonly HeldRow[] {
  const isAble = (held: HeldRow | undefined): held is HeldRow =>
    held !== undefined && held.row.can.some((action) => ACTIONS[command].includes(action))
  // Whoever runs it hears of it from the store within a second, and the history says who asked. Its program may be
  // asked where the store cannot be, but ends it as one that has failed.
  if (!isOneOfSeveral && isAble(stored) && stored.row.owner !== undefined)
    return isAble(told) ? [stored, told] : [stored]
  // A line has one of them; who cannot do it says why.
  return [[told, stored].find(isAble) ?? (told ?? stored)!]
}

async function ask(source: SessionSource, key: string, command: Command, by: string) {
  try {
    return await source.command(key, command, by)
  } catch (error) {
    return `could not be reached: ${reasonOf(error)}`
  }
}

const ACTIONS: Readonly<Record<Command, readonly RowAction[]>> = {
  retry: ['wake', 'round'],
  cancel: ['cancel'],
}

const AT_ONCE = 16
const MOST_TOLD = 100
