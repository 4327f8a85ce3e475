import { callTime } from './harness/call-time.ts'
import { interleave } from './harness/interleave.ts'
import { median, medianRatio } from './harness/statistics.ts'
import { ableTo, floors, type PeerFile, peers } from './peers/all.ts'
import type { Benchmark } from './report/benchmark.ts'
import { microseconds, ratio } from './report/units.ts'

const ROUNDS = 5

export const benchmark: Benchmark = {
  title: 'Three failures, then success',
  about: `A hundred calls under way at a time, each failing three times before it succeeds, no wait; the time of one call. Every failure throws the same error, or an error of its own, which costs its stack. Medians of ${ROUNDS} rounds. Peers that always set a timer pay Node's shortest, 1 ms, three times in a hundred calls.`,
  async run() {
    const shared = await measure(false)
    const fresh = await measure(true)
    const time = (peer: PeerFile) => median(shared(peer))
    const [fastest] = retriers.filter(isRival).toSorted((a, b) => time(a) - time(b))
    if (fastest === undefined) throw new Error('There is nobody to compare with.')
    const againstFastest = (peer: PeerFile) => medianRatio(shared(peer), shared(fastest))
    return {
      table: {
        columns: ['peer', 'one shared error', `to ${peers[fastest].name}`, 'fresh errors'],
        rows: retriers.map((peer) => [
          peers[peer].name,
          microseconds(time(peer)),
          ratio(againstFastest(peer)),
          microseconds(median(fresh(peer))),
        ]),
      },
      bars: [
        {
          what: 'three failures then success, no wait, 100 at a time',
          bar: 'no slower than the fastest peer',
          measured: `${ratio(againstFastest('holdfast'))} ${peers[fastest].name} (${microseconds(time('holdfast'))} to ${microseconds(time(fastest))})`,
          met: againstFastest('holdfast') <= 1,
        },
      ],
    }
  },
}

const retriers = ableTo('retry')

const measure = (freshErrors: boolean) =>
  interleave(retriers, ROUNDS, (peer) => callTime(peer, { failures: 3, atOnce: 100, freshErrors }))

const isRival = (peer: PeerFile) => !floors.includes(peer) && peers[peer].package !== 'holdfast'
