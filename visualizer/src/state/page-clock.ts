import type { Clock } from 'holdfast'

/** The time and the timers that the page's parts are given. */
export type PageClock = Pick<Clock, 'now' | 'setTimer'>

export const pageClock: PageClock = {
  now: () => Date.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
