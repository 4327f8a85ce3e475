import { type Clock, systemClock } from '../time.ts'

/** A clock whose time stands still until it is moved on. */
export interface ManualClock extends Clock {
  advance(ms: number): void
}

export function createManualClock(): ManualClock {
  let now = START
  return {
    ...systemClock,
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}

/** 2026-01-01: a time that cannot pass for a duration. */
const START = 1_767_225_600_000
