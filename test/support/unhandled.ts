import { nextTurn } from './next-turn.ts'

const EVENTS = ['unhandledRejection', 'uncaughtException'] as const

/** Runs something and gives the errors that nobody handled meanwhile, which the test runner is not told of. */
export async function unhandledDuring(body: () => unknown): Promise<unknown[]> {
  const errors: unknown[] = []
  const collect = (error: unknown) => void errors.push(error)
  const before = EVENTS.map((event) => [event, process.rawListeners(event)] as const)
  for (const event of EVENTS) process.removeAllListeners(event).on(event, collect)
  try {
    await body()
    // Node tells of a rejection after the microtasks; what it rejected in turn comes one turn later.
    await nextTurn()
    await nextTurn()
  } finally {
    for (const [event, listeners] of before) {
      process.off(event, collect)
      for (const listener of listeners) process.on(event, listener as () => void)
    }
  }
  return errors
}
