import type { VirtualClock } from 'holdfast/testing'

/** A virtual clock as XState's option `clock`, so that an actor's delays pass with a session's. */
export const actorClock = (clock: VirtualClock) => ({
  setTimeout: (callback: () => void, ms: number) => clock.setTimer(callback, ms),
  clearTimeout: (cancel: () => void) => cancel(),
})
