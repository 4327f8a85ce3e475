import type { Command, CommandReport, CommandRequest, RowAction } from '../protocol.ts'
import type { Hub } from '../table/create-hub.ts'
import { reasonOf } from '../table/reason-of.ts'

/**
 * Does to each session what was asked for.
 *
 * @param by - who asked
 */
export async function runCommand(hub: Hub, request: CommandRequest, by: string): Promise<CommandReport> {
  const keys = 'keys' in request ? request.keys : await hub.queries.keys(request.query)
  const refused: { key: string; reason: string }[] = []
  let done = 0
  let refusals = 0
  const rest = new Set(keys).values()

  const work = async () => {
    for (const key of rest) {
      const reason = await commandOne(hub, key, request.command, by)
      if (reason === undefined) done++
      else if (++refusals <= MOST_REASONS) refused.push({ key, reason })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { done, refused, refusals }
}

async function commandOne(hub: Hub, key: string, command: Command, by: string): Promise<string | undefined> {
  const line = hub.table.find(key)
  if (!line) return 'is not there any more'
  const { told, stored } = line
  // The program that runs it knows best; who cannot do it says why.
  const able = [told, stored].find((held) =>
    held?.row.can.some((action) => ACTIONS[command].includes(action)),
  )
  // A line has one of them.
  const { row, source } = (able ?? told ?? stored)!
  try {
    return await source.command(row.key, command, by)
  } catch (error) {
    return `could not be reached: ${reasonOf(error)}`
  }
}

const ACTIONS: Readonly<Record<Command, readonly RowAction[]>> = {
  retry: ['wake', 'round'],
  cancel: ['cancel'],
}

const AT_ONCE = 16
const MOST_REASONS = 100
