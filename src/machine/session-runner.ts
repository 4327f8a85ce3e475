import { machineFor, policyFor } from './create-retry-machine.ts'
import { drive } from './driver.ts'
import { hook } from './hook.ts'
import type { RetryOptions } from './options.ts'
import type { Policy } from './policy.ts'
import { runInXState } from './run-in-xstate.ts'
import type { Session } from './session.ts'
import { policyBehind } from './xstate.ts'
import type { AnyRetryMachine, Inspect } from './xstate.ts'

/** Makes a session and runs it to its end; what it calls is its own affair. */
export type SessionRunner = (create: CreateSession) => Promise<unknown>

/** @param isInXState - who runs it, so that an event may end it at any time */
export type CreateSession = (policy: Policy, isInXState: boolean) => Session

/**
 * Says how the sessions of a machine run: by the compiled driver, or in XState where they are inspected or the machine
 * was changed.
 *
 * @param machine - from `createRetryMachine`, also after `provide`, or plain options
 * @throws TypeError or RangeError for a wrong option
 */
export function sessionRunner(machine: AnyRetryMachine | RetryOptions, inspect?: Inspect): SessionRunner {
  const policy = policyFor(machine)
  if (policy !== undefined && inspect === undefined) return policyRunner(policy)
  const logic = machineFor(machine)
  // Whatever was made of a retry machine, its policy is behind it.
  return (create) => runInXState(create(policyBehind(logic) as Policy, true), logic, inspect)
}

/** Likewise, of a policy that nobody inspects by itself: the compiled driver, unless an inspector is attached. */
export const policyRunner =
  (policy: Policy): SessionRunner =>
  (create) =>
    drive(create(policy, hook.interpret !== undefined))
