import type { RetentionTimes } from '../durable/retention.ts'
import type { Retention } from '../durable/session-store.ts'
import { breathe, systemClock } from '../time.ts'
import type { SessionDatabase, SessionTable } from './session-database.ts'

/** Removes what has been kept for long enough. */
export interface Pruner {
  /** All of it. @returns how many, with those of a look that is under way */
  prune(): Promise<number>
  /** Has it done before long, unless that was a moment ago; never fails, and keeps no process alive. */
  look(): void
}

/** Milliseconds between two looks at most. */
const INTERVAL = 60_000

/** How many are removed at once, in a few milliseconds: others wait meanwhile. */
const BATCH = 100

export function createPruner(
  database: SessionDatabase,
  retention: RetentionTimes,
  now: () => number,
): Pruner {
  // `readOptions` let these names pass alone.
  const kept = Object.entries(retention) as [keyof Retention, number][]
  let lastLook = -Infinity
  let cancelLook = () => {}
  let underWay = NONE

  const removeBatch = (table: SessionTable) => {
    let room = BATCH
    for (const [status, keptFor] of kept) room -= table.removeUnchanged(status, now() - keptFor, room)
    return BATCH - room
  }

  const removeAll = async () => {
    for (let count = 0; ; await breathe(systemClock.monotonic())) {
      const removed = await database.write(removeBatch)
      count += removed
      if (removed < BATCH) return count
    }
  }

  const lookNow = async () => {
    // What fails, as on a store that was closed meanwhile, is tried again at another look, and told by `prune`.
    underWay = removeAll().catch(() => 0)
    await underWay
    underWay = NONE
  }

  const look = () => {
    // Also after the clock was set back.
    if (kept.length === 0 || Math.abs(now() - lastLook) < INTERVAL) return
    lastLook = now()
    cancelLook = systemClock.setTimer(() => void lookNow(), 0, true)
  }

  const prune = async () => {
    cancelLook()
    const [earlier, count] = await Promise.all([underWay, removeAll()])
    return earlier + count
  }

  look()
  return { prune, look }
}

const NONE = Promise.resolve(0)
