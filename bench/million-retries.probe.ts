import { heapInUse } from './harness/heap.ts'
import type { Probe } from './harness/probe.ts'

const MILLION = 1_000_000
/** A peer that waits 1 ms for each retry would take 20 minutes. */
const TIME_LIMIT = 4_000
const SAMPLE_EVERY = 500
/** Where the heap is first weighed: what the first retries compile and cache is behind. */
const HEAP_FROM = 2_000

export interface MillionRetries {
  readonly retries: number
  /** From the first retry to the last, without the weighing of the heap. */
  readonly milliseconds: number
  /** How long the second half of the retries took, the first half being 1. */
  readonly secondHalf: number
  /** Bytes that the heap grew by. */
  readonly growth: number
}

/** One session that fails a million times, or until the time is up, and then succeeds. */
export const probe: Probe<Record<string, never>, MillionRetries> = async (peer) => {
  const error = new Error('unavailable')
  const clock = createStopwatch()
  const samples: number[] = []
  let retries = 0
  let [heapAtStart, heapAtEnd] = [0, 0]

  const call = peer.wrap({ retries: Infinity, delay: 0 })<void>(async () => {
    retries++
    if (retries % SAMPLE_EVERY !== 0) throw error
    samples.push(clock.elapsed())
    if (retries === HEAP_FROM) heapAtStart = await clock.without(heapInUse)
    if (retries < MILLION && clock.elapsed() < TIME_LIMIT) throw error
    heapAtEnd = await clock.without(heapInUse)
    return retries
  })
  await call()

  const last = samples.length - 1
  const [end, middle] = [samples[last] ?? 0, samples[Math.floor(last / 2)] ?? 0]
  const first = samples[0] ?? 0
  return {
    retries,
    milliseconds: end,
    secondHalf: (end - middle) / (last - Math.floor(last / 2)) / ((middle - first) / Math.floor(last / 2)),
    growth: heapAtEnd - heapAtStart,
  }
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
