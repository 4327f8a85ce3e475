import { heapInUse } from './harness/heap.ts'
import type { Probe } from './harness/probe.ts'
import { quantile } from './harness/statistics.ts'

const MILLION = 1_000_000
/** A peer that waits 1 ms for each retry would take 20 minutes. */
const TIME_LIMIT = 4_000
const STRETCH = 500
/** Where the heap is first weighed: what the first retries compile and cache is behind. */
const HEAP_FROM = 2_000

export interface MillionRetries {
  readonly retries: number
  /** From the first retry to the last, without the weighing of the heap. */
  readonly milliseconds: number
  /** How long a stretch of the second half of the retries took, one of the first half being 1. */
  readonly secondHalf: number
  /** Bytes that the heap grew by. */
  readonly growth: number
}

/** One session that fails a million times, or until the time is up, and then succeeds. */
export const probe: Probe<Record<string, never>, MillionRetries> = async (peer) => {
  const error = new Error('unavailable')
  const clock = createStopwatch()
  const times = [clock.elapsed()]
  let retries = 0
  let heapAtStart = 0
  let heapAtEnd = 0

  const call = peer.wrap({ retries: Infinity, delay: 0 })<void>(async () => {
    retries++
    if (retries % STRETCH !== 0) throw error
    times.push(clock.elapsed())
    if (retries === HEAP_FROM) heapAtStart = await clock.without(heapInUse)
    if (retries < MILLION && clock.elapsed() < TIME_LIMIT) throw error
    heapAtEnd = await clock.without(heapInUse)
    return retries
  })
  await call()

  return {
    retries,
    milliseconds: times.at(-1) ?? 0,
    secondHalf: secondHalfToFirst(times),
    growth: heapAtEnd - heapAtStart,
  }
}

/** By the lower quartiles of the stretches, which other programs seldom reach. */
function secondHalfToFirst(times: readonly number[]): number {
  const stretches = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  const middle = Math.floor(stretches.length / 2)
  return quantile(stretches.slice(middle), 0.25) / quantile(stretches.slice(0, middle), 0.25)
}

/** Milliseconds since it was made, less what ran under `without`. */
function createStopwatch() {
  const start = performance.now()
  let excluded = 0
  return {
    elapsed: () => performance.now() - start - excluded,
    async without<T>(work: () => Promise<T>): Promise<T> {
      const from = performance.now()
      const result = await work()
      excluded += performance.now() - from
      return result
    },
  }
}
