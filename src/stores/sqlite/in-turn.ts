import { breathe, microtask, systemClock } from '../../time.ts'

/**
 * Runs what blocks the process after all that was to be run before, and after the event loop had its turn when they
 * took 5 ms: five hundred sessions that wake at once do not hold up timers, I/O and signals until all have written.
 */
export async function inTurn<T>(task: () => T): Promise<T> {
  turn = turn.then(rest)
  await turn
  const begun = systemClock.monotonic()
  try {
    return task()
  } finally {
    spent += systemClock.monotonic() - begun
  }
}

/** Milliseconds that tasks may take in a row. */
const LONGEST_RUN = 5

let turn = microtask
let spent = 0

function rest(): Promise<void> | undefined {
  if (spent < LONGEST_RUN) return undefined
  spent = 0
  return breathe(Infinity)
}
