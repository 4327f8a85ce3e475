import { createRetryMachine, startRetry } from 'holdfast'
import type { AttemptInfo, RetryOptions, SessionSnapshot } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { quiet } from '../../support/next-turn.ts'

export const DAY = 86_400_000
export const HOUR = 3_600_000

/** Fails once, then tells which attempt it is. */
export const failOnce = async ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber === 1) throw new Error('down')
  return `attempt ${attemptNumber}`
}

/** A session that was cut in its first sleep, and resumes on the clock of another process. */
export async function cutAsleep(options: RetryOptions, slept: number, away: number) {
  const before = createVirtualClock()
  const session = startRetry(createRetryMachine({ ...options, clock: before }), failOnce)
  await quiet()
  before.advance(slept)
  const snapshot = session.snapshot()
  session.actor.stop()
  const clock = withoutLooks(createVirtualClock())
  clock.jump(before.now() - clock.now() + away)
  return { clock, snapshot, resume: () => resumeOn(clock, options, snapshot) }
}

/** Goes on with it on a clock. */
export async function resumeOn(clock: VirtualClock, options: RetryOptions, snapshot: SessionSnapshot) {
  const session = startRetry(createRetryMachine({ ...options, clock }), failOnce, { snapshot })
  await quiet()
  return session
}

/** A clock that does not look whether the wall has jumped: only its timers end a sleep. */
const withoutLooks = (clock: VirtualClock): VirtualClock =>
  Object.create(clock, {
    setTimer: {
      value: (callback: () => void, ms: number, unref?: boolean) =>
        unref ? () => {} : clock.setTimer(callback, ms),
    },
  }) as VirtualClock
