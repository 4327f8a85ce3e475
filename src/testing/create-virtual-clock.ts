import { invalidRange } from '../errors/invalid.ts'
import { readDuration } from '../strategies/duration.ts'
import type { Duration } from '../strategies/duration.ts'
import { breathe } from '../time.ts'
import type { Clock } from '../time.ts'

/** A clock that moves only when it is told to, for tests: the option `clock` of policies and stores. */
export interface VirtualClock extends Clock {
  /** Milliseconds by which it was advanced since it was made. */
  readonly elapsed: number
  /** How many timers are set. */
  readonly timers: number
  /** Milliseconds until the next timer is due; undefined when none is set. */
  readonly next: number | undefined
  /**
   * Moves time on, and fires the timers that become due on the way, in the order of their times and each at its own:
   * also those that are set meanwhile.
   *
   * It does so at once, without a turn for promises: of a session that sleeps again and again it ends one sleep.
   *
   * @param duration - milliseconds or a string such as `'1h'`, from 0, and finite
   * @throws TypeError or RangeError for what is none; what a timer's callback throws, and time stands still there
   */
  advance(duration: Duration): void
  /**
   * Does the same with a turn for promises before each timer, and at the end: all attempts and sleeps of the time pass.
   *
   * Promises that wait for something outside, such as a request to a server, get a few turns of the event loop and no
   * more. Fake timers that replace `setImmediate` hold it up.
   *
   * @param duration - milliseconds or a string such as `'1h'`, from 0, and finite
   * @returns a promise that is fulfilled when the time has passed
   * @throws as `advance`, by rejection
   */
  advanceAsync(duration: Duration): Promise<void>
  /**
   * Moves the wall clock, `now()`, alone, as a user or NTP does; no timer fires.
   *
   * @param duration - milliseconds or a string such as `'1h'`, finite; back where it is negative
   * @throws TypeError or RangeError for what is none
   */
  jump(duration: Duration): void
}

/**
 * Makes a clock for tests, whose time passes when the test says so: hours of sleep take milliseconds.
 *
 * Its wall clock starts at 2026-01-01T00:00:00Z. Its monotonic clock starts elsewhere, so that neither can pass for the
 * other or for 0.
 *
 * @example
 * import { retry, stopAfterAttempt, waitFixed } from 'holdfast'
 * import { createVirtualClock } from 'holdfast/testing'
 *
 * const clock = createVirtualClock()
 * const calledAt: number[] = []
 * const load = retry({ clock, wait: waitFixed('1h'), stop: stopAfterAttempt(3) })(async () => {
 *   calledAt.push(clock.elapsed)
 *   if (calledAt.length < 3) throw new Error('down')
 *   return 'loaded'
 * })
 * const loading = load()
 * await clock.advanceAsync('2h')
 * await loading // => 'loaded'
 * calledAt // => [0, 3_600_000, 7_200_000]
 */
export function createVirtualClock(): VirtualClock {
  let elapsed = 0
  let jumped = 0
  const timers = new Set<Timer>()

  const moveTo = (instant: number) => {
    // Not back, where a callback has advanced it further.
    elapsed = Math.max(elapsed, instant)
  }

  const fireNext = (until: number): boolean => {
    const timer = firstOf(timers)
    if (timer === undefined || timer.due > until) return false
    moveTo(timer.due)
    timers.delete(timer)
    timer.callback()
    return true
  }

  return {
    get elapsed() {
      return elapsed
    },
    get timers() {
      return timers.size
    },
    get next() {
      const timer = firstOf(timers)
      return timer && timer.due - elapsed
    },
    advance(duration) {
      const until = elapsed + readFinite(duration, 0)
      while (fireNext(until));
      moveTo(until)
    },
    async advanceAsync(duration) {
      const until = elapsed + readFinite(duration, 0)
      do await letPromisesRun()
      while (fireNext(until))
      moveTo(until)
    },
    jump(duration) {
      jumped += readFinite(duration, -Infinity)
    },
    now: () => WALL_START + elapsed + jumped,
    monotonic: () => MONOTONIC_START + elapsed,
    setTimer(callback, ms) {
      const timer = { callback, due: elapsed + ms }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
}

/** @internal */
export const MONOTONIC_START = 8192

/** 2026-01-01T00:00:00Z. */
const WALL_START = 1_767_225_600_000

interface Timer {
  readonly callback: () => void
  /** By `elapsed`. */
  readonly due: number
}

/** The one that is due first; of several, the one that was set first. */
function firstOf(timers: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined
  for (const timer of timers) if (first === undefined || timer.due < first.due) first = timer
  return first
}

function readFinite(duration: Duration, lowest: number): number {
  const ms = readDuration('duration', duration, lowest)
  if (!Number.isFinite(ms)) throw invalidRange('duration', 'finite', duration)
  return ms
}

/** Sleeps of no length, and the schedulers of other libraries, take turns of the event loop of their own. */
const TURNS = 4

async function letPromisesRun(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await breathe(Infinity)
}
