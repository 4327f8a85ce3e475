/** The next turn of the event loop: all that was ready to run has run. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Until nothing is left to run but timers: a sleep of no length takes a turn of its own. */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await nextTurn()
}
