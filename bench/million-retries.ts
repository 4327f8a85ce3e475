import { interleave } from './harness/interleave.ts'
import { runProbe } from './harness/probe.ts'
import { median } from './harness/statistics.ts'
import type { MillionRetries, probe } from './million-retries.probe.ts'
import { ableTo, type PeerFile, peers } from './peers/all.ts'
import type { Benchmark } from './report/benchmark.ts'
import { bytes, count, microseconds, ratio } from './report/units.ts'

const ROUNDS = 3
const MILLION = 1_000_000
/** A leak of one byte a retry would show. */
const FLAT = 1_000_000
/** A session of quadratic time takes five times as long for the stretches of its second half. */
const LINEAR = 1.2

export const benchmark: Benchmark = {
  title: 'A million retries in one session',
  about: `One session, no wait, one shared error, until it has retried a million times or four seconds are over. The heap is weighed after 2,000 retries and at the end, garbage collected; stretches of 500 retries in the second half are set against those in the first. Medians of ${ROUNDS} rounds.`,
  async run() {
    const retriers = ableTo('retry')
    const sessions = await interleave(retriers, ROUNDS, (peer) =>
      runProbe<typeof probe>('million-retries', peer, {}),
    )
    const of = (peer: PeerFile, read: (session: MillionRetries) => number) => median(sessions(peer).map(read))
    const ours = (read: (session: MillionRetries) => number) => of('holdfast', read)
    return {
      table: {
        columns: ['peer', 'retries', 'a retry', 'second half to first', 'heap grew by', 'for each retry'],
        rows: retriers.map((peer) => [
          peers[peer].name,
          count(of(peer, retries)),
          microseconds(of(peer, nanosecondsEach)),
          ratio(of(peer, secondHalf)),
          bytes(of(peer, growth)),
          `${of(peer, growthEach).toFixed(2)} B`,
        ]),
      },
      bars: [
        {
          what: 'a million retries in one session: heap',
          bar: `flat: grows by less than ${bytes(FLAT)}`,
          measured: `${bytes(ours(growth))} after ${count(ours(retries))} retries`,
          met: ours(growth) < FLAT && ours(retries) === MILLION,
        },
        {
          what: 'a million retries in one session: time',
          bar: `linear: the second half at most ${LINEAR} × the first`,
          measured: `${ratio(ours(secondHalf))} after ${count(ours(retries))} retries`,
          met: ours(secondHalf) <= LINEAR && ours(retries) === MILLION,
        },
      ],
    }
  },
}

const retries = (session: MillionRetries) => session.retries
const secondHalf = (session: MillionRetries) => session.secondHalf
const growth = (session: MillionRetries) => session.growth
const growthEach = (session: MillionRetries) => session.growth / session.retries
const nanosecondsEach = (session: MillionRetries) => (session.milliseconds / session.retries) * 1e6
