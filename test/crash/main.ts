/**
 * Plays many crash rounds and says what came of them: HOLDFAST_CRASH_ROUNDS of them, 500 unless told, from
 * HOLDFAST_CRASH_SEED on. With HOLDFAST_CRASH_JSON the figures go to that file too.
 */
import { writeFileSync } from 'node:fs'
import { readSettings } from './harness/read-settings.ts'
import { runRounds } from './harness/run-rounds.ts'
import { complaintsOf, summarize, summaryLine } from './harness/summarize.ts'

const { rounds, firstSeed } = readSettings(500)
const startedAt = performance.now()
let played = 0
const reports = await runRounds(rounds, firstSeed, (report) => {
  played++
  for (const complaint of complaintsOf([report])) process.stdout.write(`${complaint}\n`)
  if (played % 50 === 0) process.stdout.write(`${played} of ${rounds} rounds\n`)
})
const summary = summarize(reports, firstSeed, (performance.now() - startedAt) / 1000)
process.stdout.write(`${summaryLine(summary)}\n`)
for (const [point, kills] of Object.entries(summary.killsAt).toSorted(([, a], [, b]) => b - a))
  process.stdout.write(`  killed ${point}: ${kills}\n`)

const { HOLDFAST_CRASH_JSON: file } = process.env
if (file !== undefined) writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`)
if (complaintsOf(reports).length > 0) process.exitCode = 1
