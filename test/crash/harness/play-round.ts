import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Violation } from '../checks/violation.ts'
import { openWorldLog, readWorldLog } from '../world-log.ts'
import { cutPower } from './cut-power.ts'
import { inspectRound } from './inspect-round.ts'
import { leadLife } from './lead-life.ts'
import type { Fate, RoundPlan } from './plan-round.ts'
import { seededChance } from './seeded-chance.ts'

/** What a round was, and what was wrong with it. */
export interface RoundReport {
  readonly seed: number
  readonly sessions: number
  readonly attempts: number
  readonly processes: number
  /** Where processes were killed: one entry for each. */
  readonly kills: readonly string[]
  readonly stops: number
  readonly powerCuts: number
  readonly violations: readonly Violation[]
  /** What its processes did: another round with its seed may come out otherwise. */
  readonly log: string
}

/** Plays a round with real processes, until each session has ended, and looks at what it has left. */
export async function playRound(program: string, plan: RoundPlan): Promise<RoundReport> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-crash-'))
  const file = join(folder, 'sessions.db')
  const log = join(folder, 'log.jsonl')
  const write = openWorldLog(log)
  const chance = seededChance(plan.seed)
  const { seed, scripts, lease, flaw, lives } = plan
  const fates = lives.flat()
  const notesSyncs = fates.some(({ kind }) => kind === 'power cut')
  const kills: string[] = []
  const complaints: Violation[] = []
  let processes = 0

  const run = async (fate?: Fate): Promise<boolean> => {
    processes++
    const death = fate !== undefined && 'death' in fate ? fate.death : undefined
    const orders = { store: file, log, scripts, lease, flaw, notesSyncs, death }
    const { pid, wasKilled, complaint } = await leadLife(program, orders, fate, write)
    if (complaint !== undefined) complaints.push({ kind: 'unfinished', text: `process ${pid}: ${complaint}` })
    if (!wasKilled) return false
    kills.push(death?.point ?? 'at random')
    if (fate?.kind === 'power cut') cutPower(file, readWorldLog(log), pid, chance)
    return true
  }
  const live = async (itsFates: readonly Fate[]) => {
    for (const fate of itsFates) if (!(await run(fate))) break
    // Whoever is left to himself ends what there is, and answers for what has ended.
    await run()
  }

  try {
    await writeFile(log, '')
    await Promise.all(lives.map(live))
    const lines = readWorldLog(log)
    return {
      seed,
      sessions: scripts.length,
      attempts: lines.filter(({ type }) => type === 'begin').length,
      processes,
      kills,
      stops: lines.filter(({ type }) => type === 'stop').length,
      powerCuts: notesSyncs ? kills.length : 0,
      violations: [...complaints, ...(await inspectRound(plan, file, lines))],
      log: await readFile(log, 'utf8'),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
