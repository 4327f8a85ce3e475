import { Clock as CurrentClock } from 'effect/Clock'
import type { Clock as EffectClock } from 'effect/Clock'
import type { Fiber } from 'effect/Fiber'
import { machineOf, policyFor } from '../../machine/create-retry-machine.ts'
import type { RetryOptions } from '../../machine/options.ts'
import { policyRunner, sessionRunner } from '../../machine/session-runner.ts'
import type { SessionRunner } from '../../machine/session-runner.ts'
import type { AnyRetryMachine, Inspect } from '../../machine/xstate.ts'
import { systemClock } from '../../time.ts'
import { toClock } from './to-clock.ts'

/** Says how a session runs in a fiber. */
export type RunnerIn = (fiber: Fiber<unknown, unknown>) => SessionRunner

/**
 * Says how the sessions of a machine run: on the clock of their fiber, where the policy has none of its own.
 *
 * @throws TypeError or RangeError, at once, for a wrong option
 */
export function createRunner(
  machine: AnyRetryMachine | RetryOptions,
  inspect: Inspect | undefined,
): RunnerIn {
  const policy = policyFor(machine)
  // A machine that `provide` has changed keeps its policy, and so its clock.
  if (policy === undefined || policy.clock !== systemClock) {
    const runner = sessionRunner(machine, inspect)
    return () => runner
  }
  // One for each clock, since XState has a machine for each policy.
  const runners = new WeakMap<EffectClock, SessionRunner>()
  return (fiber) => {
    const clock = fiber.getRef(CurrentClock)
    const known = runners.get(clock)
    if (known !== undefined) return known
    const timed = { ...policy, clock: toClock(clock) }
    const runner = inspect === undefined ? policyRunner(timed) : sessionRunner(machineOf(timed), inspect)
    runners.set(clock, runner)
    return runner
  }
}
