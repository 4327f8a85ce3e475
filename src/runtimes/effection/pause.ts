import { action, sleep } from 'effection'
import type { Operation } from 'effection'
import type { Policy } from '../../machine/policy.ts'
import { systemClock } from '../../time.ts'

/** Waits for `ms` milliseconds, 0 to Infinity. */
export const pause = (policy: Policy, ms: number): Operation<void> =>
  isEffectionTime(policy)
    ? sleepInParts(ms)
    : action((resolve) => policy.clock.setTimer(resolve, ms, policy.unref))

/** Whether Effection's own `sleep` does what the policy asks for. */
export const isEffectionTime = ({ clock, unref }: Policy): boolean => clock === systemClock && !unref

function* sleepInParts(ms: number): Operation<void> {
  let rest = ms
  for (; rest > LONGEST_SLEEP; rest -= LONGEST_SLEEP) yield* sleep(LONGEST_SLEEP)
  yield* sleep(rest)
}

/** Effection passes the delay to `setTimeout`, which fires at once beyond it. */
const LONGEST_SLEEP = 2 ** 31 - 1
