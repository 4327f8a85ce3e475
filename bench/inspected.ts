import type { CallTimeInput } from './call-time.probe.ts'
import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { type PeerFile, peers } from './peers/all.ts'
import type { Bar, Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 7

export const benchmark: Benchmark = {
  title: 'An inspected session',
  about: `\`runWithRetry(machine, task, { inspect })\`, which XState runs, against the same chart written by hand in plain XState and against the small chart of the tables above, all with an inspector that does nothing; one call after another, no wait. Medians of ${ROUNDS} rounds.`,
  async run() {
    const firstTry = await measure({ failures: 0, inspect: true })
    const threeFailures = await measure({ failures: 3, inspect: true })
    const unseen = await measure({ failures: 0 })
    return {
      table: {
        columns: [
          'peer',
          'first try',
          'to the same chart',
          'three failures',
          'to the same chart',
          'not inspected',
        ],
        rows: SUBJECTS.map((peer) => [
          peers[peer].name,
          microseconds(median(firstTry(peer))),
          ratio(medianRatio(firstTry(peer), firstTry(SAME_CHART))),
          microseconds(median(threeFailures(peer))),
          ratio(medianRatio(threeFailures(peer), threeFailures(SAME_CHART))),
          microseconds(median(unseen(peer))),
        ]),
      },
      bars: [bar('first try', firstTry), bar('three failures', threeFailures)],
    }
  },
}

const OURS: PeerFile = 'holdfast-machine'
const SAME_CHART: PeerFile = 'xstate-same-chart'
const SUBJECTS: readonly PeerFile[] = [OURS, SAME_CHART, 'xstate']

/** Kind by kind, so that within a round the peers are measured one right after another. */
const measure = (input: CallTimeInput) => interleave(SUBJECTS, ROUNDS, (peer) => callTime(peer, input))

function bar(kind: string, times: (peer: PeerFile) => readonly number[]): Bar {
  const measured = medianRatio(times(OURS), times(SAME_CHART))
  return {
    what: `an inspected session, ${kind}`,
    bar: 'no slower than the same chart in plain XState',
    measured: `${ratio(measured)} (${microseconds(median(times(OURS)))} to ${microseconds(median(times(SAME_CHART)))})`,
    met: measured <= 1,
  }
}
