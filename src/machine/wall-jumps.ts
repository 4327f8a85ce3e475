import type { Clock } from '../time.ts'

/**
 * Tells when the wall clock has jumped: it was set, or the machine was suspended, while timers stood still. A jump is
 * noticed within a second of its end.
 *
 * @returns a function that ends it; what listens keeps no process alive
 */
export function onWallJump(clock: Clock, listener: () => void): () => void {
  const watch = watches.get(clock) ?? createWatch(clock)
  watches.set(clock, watch)
  return watch(listener)
}

type Watch = (listener: () => void) => () => void

const watches = new WeakMap<Clock, Watch>()

/** One look a second serves all that listen to a clock, ten thousand sleeping sessions say. */
const TICK = 1000

function createWatch(clock: Clock): Watch {
  const listeners = new Set<() => void>()
  let cancelTick: (() => void) | undefined
  let offset = 0

  const readOffset = () => clock.now() - clock.monotonic()

  const look = () => {
    cancelTick = clock.setTimer(look, TICK, true)
    const jump = readOffset() - offset
    // A clock that drifts has jumped in the end.
    if (Math.abs(jump) < TICK) return
    offset += jump
    for (const listener of listeners) listener()
  }

  return (listener) => {
    listeners.add(listener)
    if (cancelTick === undefined) {
      offset = readOffset()
      cancelTick = clock.setTimer(look, TICK, true)
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      cancelTick?.()
      cancelTick = undefined
    }
  }
}
