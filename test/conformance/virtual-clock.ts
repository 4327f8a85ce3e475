import type { Clock } from 'holdfast'

export interface VirtualClock extends Clock {
  /** Milliseconds since the run began. */
  readonly elapsed: number
  advance(ms: number): void
}

/**
 * A clock that moves only when it is told to.
 *
 * Its wall and its monotonic time start at different instants, so that neither can pass for the other or for 0.
 */
export function createVirtualClock(): VirtualClock {
  let elapsed = 0
  return {
    get elapsed() {
      return elapsed
    },
    advance(ms) {
      elapsed += ms
    },
    now: () => WALL_START + elapsed,
    monotonic: () => MONOTONIC_START + elapsed,
    setTimer() {
      throw new Error('a run sleeps through its policy, never on a timer')
    },
  }
}

export const MONOTONIC_START = 8192

const WALL_START = Date.UTC(2026, 0, 1)
