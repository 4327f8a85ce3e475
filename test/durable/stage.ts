import type { Clock, SessionStore } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { intercept } from './intercept.ts'

/** How long a lease lasts unless it is renewed; milliseconds. */
export const LEASE = 15_000

/** A process that runs sessions: its own way to the store, and its own timers. */
export interface Process {
  readonly store: SessionStore
  readonly clock: Clock
  /** Nothing that it asks of the store is done or answered any more, and none of its timers fires. */
  readonly die: () => void
}

export interface Stage {
  /** The time of the store, and of all processes. */
  readonly clock: VirtualClock
  /** For looking into it. */
  readonly store: SessionStore
  /** A process begins. */
  readonly enter: () => Process
}

/** One store, and processes that come and go. */
export function createStage(): Stage {
  const clock = createVirtualClock()
  const store = createMemoryStore({ clock })
  return { clock, store, enter: () => enter(clock, store) }
}

function enter(clock: VirtualClock, store: SessionStore): Process {
  let isDead = false
  return {
    store: intercept(store, (_method, pass) => (isDead ? new Promise(() => {}) : pass())),
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (callback, ms) => clock.setTimer(() => isDead || callback(), ms),
    },
    die() {
      isDead = true
    },
  }
}
