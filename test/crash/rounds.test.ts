import { expect, it } from 'vitest'
import { readSettings } from './harness/read-settings.ts'
import { runRounds } from './harness/run-rounds.ts'
import { complaintsOf, summarize, summaryLine } from './harness/summarize.ts'
import { POINTS } from './worker/points.ts'

const { rounds, firstSeed } = readSettings(60)
/** In fewer rounds chance may leave out a point. */
const ENOUGH = 60

it(
  `keeps every promise in ${rounds} rounds of kills, stops and power cuts`,
  { timeout: 600_000 },
  async () => {
    const startedAt = performance.now()
    const reports = await runRounds(rounds, firstSeed)
    const summary = summarize(reports, firstSeed, (performance.now() - startedAt) / 1000)
    process.stdout.write(`${summaryLine(summary)}\n`)
    expect(complaintsOf(reports)).toEqual([])
    const missed = POINTS.filter((point) => !summary.killsAt[point])
    expect(rounds >= ENOUGH ? missed : []).toEqual([])
  },
)
