import { interleave } from './harness/interleave.ts'
import { runProbe } from './harness/probe.ts'
import { median } from './harness/statistics.ts'
import { ableTo, type PeerFile, peers } from './peers/all.ts'
import type { Benchmark } from './report/benchmark.ts'
import { bytes, ratio } from './report/units.ts'
import type { probe } from './sleeping.probe.ts'

const ROUNDS = 3
const MOST = 1.1

export const benchmark: Benchmark = {
  title: 'Memory of a sleeping session',
  about: `The heap that 100,000 sessions hold, divided by their number, while all sleep for an hour after their first failure and the caller holds their promises. All throw the same error, or an error of its own each. A process for each peer, garbage collected before and after; medians of ${ROUNDS} rounds.`,
  async run() {
    const retriers = ableTo('retry')
    const sizes = await interleave(retriers, ROUNDS, async (peer) => ({
      shared: await weigh(peer, false),
      fresh: await weigh(peer, true),
    }))
    const size = (peer: PeerFile) => median(sizes(peer).map((round) => round.shared))
    const againstCockatiel = (peer: PeerFile) => size(peer) / size('cockatiel')
    return {
      table: {
        columns: ['peer', 'one shared error', 'to cockatiel', 'fresh errors'],
        rows: retriers.map((peer) => [
          peers[peer].name,
          bytes(size(peer)),
          ratio(againstCockatiel(peer)),
          bytes(median(sizes(peer).map((round) => round.fresh))),
        ]),
      },
      bars: [
        {
          what: 'a sleeping session, 100,000 of them, one shared error',
          bar: `at most ${MOST} × cockatiel`,
          measured: `${ratio(againstCockatiel('holdfast'))} (${bytes(size('holdfast'))} to ${bytes(size('cockatiel'))})`,
          met: againstCockatiel('holdfast') <= MOST,
        },
      ],
    }
  },
}

const weigh = (peer: PeerFile, freshErrors: boolean) =>
  runProbe<typeof probe>('sleeping', peer, { freshErrors })
