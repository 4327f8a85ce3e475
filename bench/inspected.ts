import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { type PeerFile, peers } from './peers/all.ts'
import type { Bar, Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 7
const SUBJECTS: readonly PeerFile[] = ['holdfast-machine', 'xstate-same-chart', 'xstate']

export const benchmark: Benchmark = {
  title: 'An inspected session',
  about: `\`runWithRetry(machine, task, { inspect })\`, which XState runs, against the same chart written by hand in plain XState and against the small chart of the tables above, all with an inspector that does nothing; one call after another, no wait. Medians of ${ROUNDS} rounds.`,
  async run() {
    const times = await interleave(SUBJECTS, ROUNDS, async (peer) => ({
      firstTry: await callTime(peer, { failures: 0, inspect: true }),
      threeFailures: await callTime(peer, { failures: 3, inspect: true }),
      unseen: await callTime(peer, { failures: 0 }),
    }))
    const time = (peer: PeerFile, what: 'firstTry' | 'threeFailures' | 'unseen') =>
      times(peer).map((round) => round[what])
    const bar = (what: 'firstTry' | 'threeFailures', name: string): Bar => {
      const [ours, theirs] = [time('holdfast-machine', what), time('xstate-same-chart', what)]
      const measured = medianRatio(ours, theirs)
      return {
        what: `an inspected session, ${name}`,
        bar: 'no slower than the same chart in plain XState',
        measured: `${ratio(measured)} (${microseconds(median(ours))} to ${microseconds(median(theirs))})`,
        met: measured <= 1,
      }
    }
    return {
      table: {
        columns: ['peer', 'first try', 'to the same chart', 'three failures', 'first try, not inspected'],
        rows: SUBJECTS.map((peer) => [
          peers[peer].name,
          microseconds(median(time(peer, 'firstTry'))),
          ratio(medianRatio(time(peer, 'firstTry'), time('xstate-same-chart', 'firstTry'))),
          microseconds(median(time(peer, 'threeFailures'))),
          microseconds(median(time(peer, 'unseen'))),
        ]),
      },
      bars: [bar('firstTry', 'first try'), bar('threeFailures', 'three failures')],
    }
  },
}
