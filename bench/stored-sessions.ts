import { runAlone } from './harness/alone.ts'
import { median, medianRatio } from './harness/statistics.ts'
import type { Bar, Benchmark } from './report/benchmark.ts'
import { milliseconds, ratio } from './report/units.ts'
import type { StoredSessions, probe } from './stored-sessions.probe.ts'

export const benchmark: Benchmark = {
  title: 'A stored session',
  about:
    'Against the driver alone (`libsql`, prepared statements) on the same file system, both in WAL mode with `synchronous = FULL`: medians of 400 calls, one after another, of five rounds. A checkpoint is `commit` with 2 KB of context, which also writes a line of history; a session that succeeds at once is a whole `runWithRetry(machine, fn, { id, store })`.',
  async run() {
    const times = await runAlone<typeof probe>('stored-sessions')
    const row = (name: string, of: keyof StoredSessions, to?: keyof StoredSessions) => [
      name,
      milliseconds(median(times[of])),
      to === undefined ? '' : ratio(medianRatio(times[of], times[to])),
    ]
    return {
      table: {
        columns: ['what', 'a call', 'to the driver alone'],
        rows: [
          row('the driver: a row of a session that is done', 'rawRow', 'rawRow'),
          row('a stored session that succeeds at once', 'firstTry', 'rawRow'),
          row('of it, the session in XState without a store', 'xstate'),
          row('the driver: an upsert with 2 KB', 'rawUpsert', 'rawUpsert'),
          row('a checkpoint with 2 KB', 'checkpoint', 'rawUpsert'),
          row('a snapshot of a sleeping session, as text', 'snapshot'),
          row('a session resumed from that text', 'restore'),
          row('a store opened', 'coldOpen'),
        ],
      },
      bars: [
        bar('a stored session that succeeds at once', 1.3, times.firstTry, times.rawRow),
        bar('a checkpoint with 2 KB of context, p50', 1.5, times.checkpoint, times.rawUpsert),
      ],
    }
  },
}

function bar(what: string, limit: number, ours: readonly number[], theirs: readonly number[]): Bar {
  const measured = medianRatio(ours, theirs)
  return {
    what,
    bar: `at most ${limit} × the same with the driver alone`,
    measured: `${ratio(measured)} (${milliseconds(median(ours))} to ${milliseconds(median(theirs))})`,
    met: measured <= limit,
  }
}
