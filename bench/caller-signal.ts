import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { ableTo, type PeerFile, peers } from './peers/all.ts'
import type { Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 7

export const benchmark: Benchmark = {
  title: "First-try success with the caller's signal",
  about: `First-try success, each call given the same long-lived \`AbortSignal\`, which is never aborted, beside the time without one; only peers that take a signal. Medians of ${ROUNDS} rounds.`,
  async run() {
    const takers = ableTo('signal')
    const times = await interleave(takers, ROUNDS, async (peer) => ({
      without: await callTime(peer, { failures: 0 }),
      given: await callTime(peer, { failures: 0, signal: true }),
    }))
    const without = (peer: PeerFile) => times(peer).map((round) => round.without)
    const given = (peer: PeerFile) => times(peer).map((round) => round.given)
    return {
      table: {
        columns: ['peer', 'without', 'with', 'with to without', 'with, to cockatiel'],
        rows: takers.map((peer) => [
          peers[peer].name,
          microseconds(median(without(peer))),
          microseconds(median(given(peer))),
          ratio(medianRatio(given(peer), without(peer))),
          ratio(medianRatio(given(peer), given('cockatiel'))),
        ]),
      },
    }
  },
}
