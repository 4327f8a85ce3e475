import { measure } from 'mitata'

/** How long a process measures, once warm, in nanoseconds. */
const BUDGET = 400e6

/**
 * Nanoseconds of one awaited call.
 *
 * The mean of mitata's batches, not their median: a median would leave out the collections of garbage that a call
 * causes every now and then.
 */
export async function nanosecondsPerCall(call: () => Promise<unknown>): Promise<number> {
  await warmUp(call)
  const { avg } = await measure(call, { min_cpu_time: BUDGET })
  if (avg < 1.42 * (await nanosecondsOfNothing())) throw new Error('The measured code was optimised away.')
  return avg
}

/** mitata's own measure for code that the compiler took out: the loop around it. */
async function nanosecondsOfNothing(): Promise<number> {
  const { min } = await measure(() => {}, {
    min_cpu_time: BUDGET / 40,
    warmup_threshold: BUDGET,
    batch_threshold: BUDGET,
  })
  return min
}

/** V8 goes on compiling what runs often: XState takes some 4,000 calls until it is as fast as it gets. */
const WARM_CALLS = 5_000
const SHORTEST_WARM_UP = 300
const LONGEST_WARM_UP = 1_200

async function warmUp(call: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  for (let calls = 0; ; calls++) {
    const spent = performance.now() - start
    if (spent > (calls < WARM_CALLS ? LONGEST_WARM_UP : SHORTEST_WARM_UP)) return
    // Each call must be over before the next, as in the measurement.
    // oxlint-disable-next-line no-await-in-loop
    await call()
  }
}
