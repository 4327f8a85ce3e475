import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { ableTo, type PeerFile, peers } from './peers/all.ts'
import type { Listeners } from './peers/peer.ts'
import type { Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 7

export const benchmark: Benchmark = {
  title: 'The cost of `observe`',
  about: `First-try success while nobody ever observed, after an observer of the whole process was removed, and while one listens whose five methods do nothing; beside it cockatiel with listeners on its four events. Medians of ${ROUNDS} rounds.`,
  async run() {
    const tellers = ableTo('listen')
    const times = await interleave(tellers, ROUNDS, async (peer) => ({
      never: await callTime(peer, { failures: 0, listeners: 'never' }),
      removed: await callTime(peer, { failures: 0, listeners: 'removed' }),
      present: await callTime(peer, { failures: 0, listeners: 'present' }),
    }))
    const time = (peer: PeerFile, listeners: Listeners) => times(peer).map((round) => round[listeners])
    return {
      table: {
        columns: ['peer', 'unused', 'removed', 'listening', 'listening to unused'],
        rows: tellers.map((peer) => [
          peers[peer].name,
          microseconds(median(time(peer, 'never'))),
          microseconds(median(time(peer, 'removed'))),
          microseconds(median(time(peer, 'present'))),
          ratio(medianRatio(time(peer, 'present'), time(peer, 'never'))),
        ]),
      },
    }
  },
}
