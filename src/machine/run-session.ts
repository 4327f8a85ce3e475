import { createRetryMachine, isRetryMachine, policyOf } from './create-retry-machine.ts'
import { drive } from './driver.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { runInXState } from './run-in-xstate.ts'
import type { Session } from './session.ts'
import { policyBehind } from './xstate.ts'
import type { AnyRetryMachine, Inspect } from './xstate.ts'

/**
 * Runs a session to its end: by the compiled driver, or in XState where it is inspected or its machine was changed.
 *
 * @param machine - from `createRetryMachine`, also after `provide`, or plain options for one session
 * @param create - makes the session of the machine's policy; what it calls is its own affair
 * @throws TypeError or RangeError, at once, for a wrong option
 */
export function runSession(
  machine: AnyRetryMachine | RetryOptions,
  create: (policy: Policy) => Session,
  inspect?: Inspect,
): Promise<unknown> {
  const policy = policyOf(machine) ?? (isRetryMachine(machine) ? undefined : createPolicy(machine))
  if (policy !== undefined && inspect === undefined) return drive(create(policy))
  const logic = isRetryMachine(machine) ? machine : createRetryMachine(machine)
  // Whatever was made of a retry machine, its policy is behind it.
  return runInXState(create(policyBehind(logic) as Policy), logic, inspect)
}
