import { measure } from 'mitata'
import { quantile } from './statistics.ts'

/** How long a process measures, once warm, in nanoseconds. */
const BUDGET = 400e6
/** Long enough for each batch to pay for the garbage it makes, short enough for some to run undisturbed. */
const BATCH = 10e6
/** Calls of a batch that mitata writes out one after another. */
const UNROLLED = 4

/**
 * Nanoseconds of one awaited call: the lower quartile of batches of 10 ms.
 *
 * Other programs only ever make a batch slower, and on a busy machine they reach most of them: the mean follows their
 * load, the lower quartile does not.
 */
export async function nanosecondsPerCall(call: () => Promise<unknown>): Promise<number> {
  const calls = UNROLLED * Math.ceil(BATCH / (await warmUp(call)) / UNROLLED)
  const measured = await lowerQuartile(call, BUDGET, calls)
  // mitata's own test for code that the compiler took out: nothing is left but the loop around it.
  if (measured < 1.42 * (await lowerQuartile(() => {}, BUDGET / 40, 4096))) {
    throw new Error('The measured code was optimised away.')
  }
  return measured
}

async function lowerQuartile(call: () => unknown, budget: number, batch: number): Promise<number> {
  const { samples } = await measure(call, {
    min_cpu_time: budget,
    batch_samples: batch,
    batch_unroll: UNROLLED,
    // Without these, mitata times slow calls one by one.
    batch_threshold: Infinity,
    warmup_threshold: Infinity,
  })
  return quantile(samples, 0.25)
}

/** V8 goes on compiling what runs often: XState takes some 4,000 calls until it is as fast as it gets. */
const WARM_CALLS = 5_000
const SHORTEST_WARM_UP = 300
const LONGEST_WARM_UP = 1_200

/** @returns About how many nanoseconds a call took */
async function warmUp(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let calls = 1; ; calls++) {
    // Each call must be over before the next, as in the measurement.
    // oxlint-disable-next-line no-await-in-loop
    await call()
    const spent = performance.now() - start
    if (spent > (calls < WARM_CALLS ? LONGEST_WARM_UP : SHORTEST_WARM_UP)) return (spent * 1e6) / calls
  }
}
