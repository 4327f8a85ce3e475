import type { Clock } from '../time.ts'
import { onWallJump } from './wall-jumps.ts'

/**
 * Sets timers that also end once the wall clock has reached their instant: while a machine is suspended, the platform's
 * timers stand still. A wall clock that is set back does not make them longer.
 *
 * @param clock - on which they are set
 * @returns how to set one, in the form of a clock's own
 */
export const wallTimer =
  (clock: Clock): Clock['setTimer'] =>
  (callback, ms, unref) => {
    if (ms <= SHORTEST || ms === Infinity) return clock.setTimer(callback, ms, unref)
    let due: Instant
    let cancelTimer: () => void

    const set = (rest: number) => {
      due = { wall: clock.now() + rest, monotonic: clock.monotonic() + rest }
      cancelTimer = clock.setTimer(end, rest, unref)
    }
    const end = () => {
      cancel()
      callback()
    }
    const cancel = () => {
      cancelTimer()
      endJumps()
    }
    set(ms)
    const endJumps = onWallJump(clock, () => {
      cancelTimer()
      const rest = Math.min(due.wall - clock.now(), due.monotonic - clock.monotonic())
      if (rest > 0) set(rest)
      else end()
    })
    return cancel
  }

/** No jump is noticed sooner; milliseconds. */
const SHORTEST = 1000

interface Instant {
  readonly wall: number
  readonly monotonic: number
}
