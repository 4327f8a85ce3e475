import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { storeFolder } from './harness/store-folder.ts'
import type { Benchmark } from './report/benchmark.ts'
import { count } from './report/units.ts'

export const benchmark: Benchmark = {
  title: 'Processes that are killed',
  about:
    '`npm run test:crash`: 500 rounds, each a SQLite file with some sessions and one, two or four processes that run them. They are killed with SIGKILL at random instants and at seventeen named points, stopped beyond their lease, and have the power cut: of what was not synced to the disk a random part is lost. They are started again until every session has ended; then the history and the log of what was really done are checked.',
  async run() {
    const summary = await playRounds()
    return {
      table: {
        columns: ['what', 'count'],
        rows: COUNTED.map(([name, of]) => [name, count(summary[of])]),
      },
      bars: [
        {
          what: `killed at any instant, ${count(summary.rounds)} rounds`,
          bar: '0 acknowledged sessions lost, 0 attempts committed twice, every session ends',
          measured: `${summary.lost} lost, ${summary.doubleCommits} committed twice, ${summary.otherViolations} other violations`,
          met: summary.lost + summary.doubleCommits + summary.otherViolations === 0,
        },
      ],
    }
  },
}

const COUNTED = [
  ['rounds', 'rounds'],
  ['processes', 'processes'],
  ['kills', 'kills'],
  ['stops beyond the lease', 'stops'],
  ['power cuts', 'powerCuts'],
  ['sessions', 'sessions'],
  ['attempts', 'attempts'],
  ['acknowledged sessions lost', 'lost'],
  ['attempts committed twice', 'doubleCommits'],
  ['other violations', 'otherViolations'],
] as const

/** What `test/crash/main.ts` writes of its rounds. */
type Summary = Readonly<Record<(typeof COUNTED)[number][1], number>>

async function playRounds(): Promise<Summary> {
  const file = join(storeFolder(), 'crashes.json')
  const env = { ...process.env, HOLDFAST_CRASH_JSON: file }
  // Whoever runs this is to see which round broke a promise, and its seed.
  const child = spawn('npm', ['run', '--silent', 'test:crash'], {
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  })
  await once(child, 'close')
  // Written by the rounds, whether they found something or not.
  return JSON.parse(readFileSync(file, 'utf8')) as Summary
}
