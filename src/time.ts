/**
 * Where a session reads the time and sets its timers. All times are milliseconds.
 *
 * `now` is the wall clock (epoch), `monotonic` one that never jumps. `setTimer` calls `callback` once, no earlier
 * than `ms` (0 to Infinity) from now, and returns a function that cancels it; an `unref` timer does not keep a Node
 * process alive.
 */
export interface Clock {
  now(): number
  monotonic(): number
  setTimer(callback: () => void, ms: number, unref?: boolean): () => void
}

/** The platform's clock; its timers are looked up when used, so fake timers that are installed later work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (callback, ms, unref = false) =>
    ms > LONGEST_TIMER ? setChunkedTimer(callback, ms, unref) : setPlatformTimer(callback, ms, unref),
}

/** Platforms keep the delay in a signed 32-bit integer, and fire at once beyond it. */
const LONGEST_TIMER = 2 ** 31 - 1

function setPlatformTimer(callback: () => void, ms: number, unref: boolean): () => void {
  const timer = setTimeout(callback, ms)
  if (unref) (timer as unknown as NodeTimer).unref?.()
  return () => clearTimeout(timer)
}

/** Browsers return a number, which has no such method: there is no process to keep alive. */
interface NodeTimer {
  readonly unref?: () => void
}

function setChunkedTimer(callback: () => void, ms: number, unref: boolean): () => void {
  // What is left is counted, not measured: fake timers may leave `performance` real.
  const goOn = () => (cancel = systemClock.setTimer(callback, ms - LONGEST_TIMER, unref))
  let cancel = setPlatformTimer(goOn, LONGEST_TIMER, unref)
  return () => cancel()
}

/** An instant of the wall clock as people and logs write it: ISO 8601, in UTC. */
export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString()

/** How long microtasks alone may run before timers, I/O and signals get their turn. */
const LONGEST_MICROTASK_RUN = 5

let lastBreath = 0
/** The turn of the event loop that is waited for. */
let turn: object | undefined

/** What `breathe` gives when a microtask is enough: whoever has just awaited something need not await it. */
export const microtask: Promise<void> = Promise.resolve()

/**
 * Yields once: to other microtasks, or to the whole event loop when 5 ms have passed since it last had a turn, so that
 * an endless retry without a wait never starves the process.
 *
 * The budget is shared by all that call it: a hundred of them may not hold the loop a hundred times as long.
 *
 * @param now - the time on the platform's monotonic clock
 */
export function breathe(now: number): Promise<void> {
  const run = now - lastBreath
  // Negative when fake timers came or went in between.
  if (run >= 0 && run < LONGEST_MICROTASK_RUN) return microtask
  return new Promise((resolve) => {
    const awaited = (turn ??= {})
    const wake = () => {
      // The first of those that wait for a turn begins it.
      if (turn === awaited) {
        turn = undefined
        lastBreath = performance.now()
      }
      resolve()
    }
    // setTimeout is clamped to 1 ms in Node and 4 ms in browsers, setImmediate is not.
    const { setImmediate = (callback: () => void) => setTimeout(callback, 0) } = globalThis as Immediate
    setImmediate(wake)
  })
}

interface Immediate {
  readonly setImmediate?: (callback: () => void) => unknown
}
