import { createRetryMachine, isRetryMachine, policyOf } from './create-retry-machine.ts'
import { drive } from './driver.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { runInXState } from './run-in-xstate.ts'
import type { Session } from './session.ts'
import { policyBehind } from './xstate.ts'
import type { AnyRetryMachine, Inspect } from './xstate.ts'

/** Makes a session of a policy and runs it to its end; what it calls is its own affair. */
export type SessionRunner = (create: (policy: Policy) => Session) => Promise<unknown>

/**
 * Says how the sessions of a machine run: by the compiled driver, or in XState where they are inspected or the machine
 * was changed.
 *
 * @param machine - from `createRetryMachine`, also after `provide`, or plain options
 * @throws TypeError or RangeError for a wrong option
 */
export function sessionRunner(machine: AnyRetryMachine | RetryOptions, inspect?: Inspect): SessionRunner {
  const policy = policyOf(machine) ?? (isRetryMachine(machine) ? undefined : createPolicy(machine))
  if (policy !== undefined && inspect === undefined) return (create) => drive(create(policy))
  const logic = isRetryMachine(machine) ? machine : createRetryMachine(machine)
  // Whatever was made of a retry machine, its policy is behind it.
  return (create) => runInXState(create(policyBehind(logic) as Policy), logic, inspect)
}

/** Runs one session so; what the options throw, it throws at once. */
export const runSession = (
  machine: AnyRetryMachine | RetryOptions,
  create: (policy: Policy) => Session,
  inspect?: Inspect,
): Promise<unknown> => sessionRunner(machine, inspect)(create)
