import { Clock as CurrentClock } from 'effect/Clock'
import type { Clock as EffectClock } from 'effect/Clock'
import type { Fiber } from 'effect/Fiber'
import { isRetryMachine, machineOf, policyOf } from '../../machine/create-retry-machine.ts'
import { hook } from '../../machine/hook.ts'
import type { RetryOptions } from '../../machine/options.ts'
import { createPolicy } from '../../machine/policy.ts'
import type { Policy } from '../../machine/policy.ts'
import { runSession } from '../../machine/run-session.ts'
import type { Session } from '../../machine/session.ts'
import type { AnyRetryMachine, Inspect } from '../../machine/xstate.ts'
import { systemClock } from '../../time.ts'
import { toClock } from './to-clock.ts'

/** Runs one session in a fiber. */
export type Runner = (fiber: Fiber<unknown, unknown>, create: CreateSession) => Promise<unknown>

/** @param isWatched - XState runs it, so that an event may end it at any time */
type CreateSession = (policy: Policy, isWatched: boolean) => Session

/**
 * Makes what runs the sessions of a machine: on the clock of the fiber, where the policy has none of its own.
 *
 * @throws TypeError or RangeError, at once, for a wrong option
 */
export function createRunner(machine: AnyRetryMachine | RetryOptions, inspect: Inspect | undefined): Runner {
  const policy = policyOf(machine) ?? (isRetryMachine(machine) ? undefined : createPolicy(machine))
  const isWatched = () => inspect !== undefined || policy === undefined || hook.interpret !== undefined
  // A machine that `provide` has changed keeps its policy, and so its clock.
  if (policy === undefined || policy.clock !== systemClock)
    return (_fiber, create) => runSession(machine, (own) => create(own, isWatched()), inspect)

  // One policy for each clock, since XState makes a machine for each policy.
  const policies = new WeakMap<EffectClock, Policy>()
  const policyOn = (clock: EffectClock): Policy => {
    const known = policies.get(clock) ?? { ...policy, clock: toClock(clock) }
    policies.set(clock, known)
    return known
  }
  return (fiber, create) => {
    const timed = policyOn(fiber.getRef(CurrentClock))
    return runSession(
      inspect === undefined ? machine : machineOf(timed),
      () => create(timed, isWatched()),
      inspect,
    )
  }
}
