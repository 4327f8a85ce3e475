import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { compared, peers } from './peers/all.ts'
import type { Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 9
const MOST = 1.1

export const benchmark: Benchmark = {
  title: 'First-try success',
  about: `One call after another of a function that succeeds at once, up to five retries allowed, nobody looking. Each number is the median of ${ROUNDS} rounds, a process for each peer in each round; the ratios are taken within a round.`,
  async run() {
    const times = await interleave(compared, ROUNDS, (peer) => callTime(peer, { failures: 0 }))
    const againstCockatiel = medianRatio(times('holdfast'), times('cockatiel'))
    return {
      table: {
        columns: ['peer', 'a call', 'fastest round', 'slowest round', 'to cockatiel'],
        rows: compared.map((peer) => [
          peers[peer].name,
          microseconds(median(times(peer))),
          microseconds(Math.min(...times(peer))),
          microseconds(Math.max(...times(peer))),
          ratio(medianRatio(times(peer), times('cockatiel'))),
        ]),
      },
      bars: [
        {
          what: 'first-try success, nobody looking',
          bar: `at most ${MOST} × cockatiel`,
          measured: `${ratio(againstCockatiel)} (${microseconds(median(times('holdfast')))} to ${microseconds(median(times('cockatiel')))})`,
          met: againstCockatiel <= MOST,
        },
      ],
    }
  },
}
