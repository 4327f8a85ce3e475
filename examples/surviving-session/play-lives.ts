import { setTimeout as delay } from 'node:timers/promises'
import type { SessionRecord, SessionStore } from 'holdfast'
import type { Paint } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'
import { live } from './live.ts'
import { renderFooter, type SleepSeen } from './render-footer.ts'
import { SESSION } from './session.ts'
import { openStage } from './stage.ts'

/**
 * Starts the program again and again, until it ends by itself, and shows all it says.
 *
 * @returns the names of its processes
 */
export async function playLives(
  output: NodeJS.WriteStream,
  store: SessionStore,
  args: readonly string[],
  interruption: AbortSignal,
): Promise<{ readonly processes: readonly string[]; readonly paint: Paint }> {
  const processes: string[] = []
  let sleep: SleepSeen | undefined
  let record: SessionRecord | undefined
  let living: string | undefined
  const look = async () => {
    record = await store.get(SESSION)
    sleep = sleepOf(record, sleep)
  }
  const stage = openStage(output, (paint) => {
    void look()
    return renderFooter({ record, sleep, process: living, now: Date.now(), columns: output.columns }, paint)
  })
  const { say, paint } = stage

  try {
    while (!interruption.aborted) {
      const colour = COLOURS[processes.length % COLOURS.length]!
      const life = live(args, interruption, (words) => say({ who: `process ${life.pid}`, colour, words }))
      living = `process ${life.pid}`
      processes.push(living)
      const { code, killedBy } = await life.end
      living = undefined
      if (interruption.aborted || code === 0) break
      if (killedBy === null) throw new Error(`${processes.at(-1)} failed: exit code ${code}`)
      await look()
      const left = seconds(Math.max((sleep?.until ?? 0) - Date.now(), 0))
      const words = `${killedBy}: no process has the session now, and its sleep goes on: ${left} left`
      say({ who: '', colour: 'red', words: paint('red', words) })
      await delay(GAP, undefined, { signal: interruption }).catch(() => {})
    }
  } finally {
    stage.close()
  }
  return { processes, paint }
}

/** How long there is no process; milliseconds. */
const GAP = 900

const COLOURS = ['cyan', 'green'] as const

/** A claim changes the record, and not when the sleep in it began. */
function sleepOf(record: SessionRecord | undefined, before: SleepSeen | undefined): SleepSeen | undefined {
  if (record?.status !== 'sleeping' || record.dueAt === null) return undefined
  return record.dueAt === before?.until ? before : { from: record.updatedAt, until: record.dueAt }
}
