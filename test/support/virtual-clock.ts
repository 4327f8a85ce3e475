import type { Clock } from 'holdfast'

export interface VirtualClock extends Clock {
  /** Milliseconds since the run began. */
  readonly elapsed: number
  /** How many timers are set. */
  readonly timers: number
  /** The delay of the next timer that is due; undefined when there is none. */
  readonly next: number | undefined
  /** Moves time on, and fires the timers that are due on the way. */
  advance(ms: number): void
  /** Moves the wall clock alone, as a user or NTP does. */
  jump(ms: number): void
}

/**
 * A clock that moves only when it is told to.
 *
 * Its wall and its monotonic time start at different instants, so that neither can pass for the other or for 0.
 */
export function createVirtualClock(): VirtualClock {
  let elapsed = 0
  let jumped = 0
  const timers = new Set<Timer>()

  const nextTimer = () => [...timers].toSorted((a, b) => a.due - b.due).at(0)

  return {
    get elapsed() {
      return elapsed
    },
    get timers() {
      return timers.size
    },
    get next() {
      const timer = nextTimer()
      return timer && timer.due - elapsed
    },
    advance(ms) {
      const until = elapsed + ms
      for (let timer = nextTimer(); timer !== undefined && timer.due <= until; timer = nextTimer()) {
        elapsed = timer.due
        timers.delete(timer)
        timer.callback()
      }
      elapsed = until
    },
    jump(ms) {
      jumped += ms
    },
    now: () => WALL_START + elapsed + jumped,
    monotonic: () => MONOTONIC_START + elapsed,
    setTimer(callback, ms) {
      const timer = { callback, due: elapsed + ms }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
}

export const MONOTONIC_START = 8192

const WALL_START = Date.UTC(2026, 0, 1)

interface Timer {
  readonly callback: () => void
  readonly due: number
}
