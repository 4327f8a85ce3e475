import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { createXStateMachine, policyBehind } from './xstate.ts'
import type { AnyRetryMachine, RetryMachine } from './xstate.ts'

/**
 * Makes the statechart of a policy's retry sessions: an ordinary XState 5 machine.
 *
 * Give it to `runWithRetry` or `startRetry`, or use it as any machine: `createActor(bind(machine, fn))`,
 * `createActor(machine, { input: { fn } })`, `invoke: { src: machine, input: … }`, `machine.provide(…)`.
 *
 * @param options - see `RetryOptions`; without any, whatever is thrown is retried for ever, without a wait
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { createRetryMachine, runWithRetry, stopAfterAttempt } from 'holdfast'
 *
 * const machine = createRetryMachine({ stop: stopAfterAttempt(5) })
 * await runWithRetry(machine, async ({ attemptNumber }) => `attempt ${attemptNumber}`) // => 'attempt 1'
 */
export const createRetryMachine = (options: RetryOptions = {}): RetryMachine =>
  machineOf(createPolicy(options))

/** @internal */
export function machineOf(policy: Policy): RetryMachine {
  const machine = createXStateMachine(policy)
  policies.set(machine, policy)
  return machine
}

const policies = new WeakMap<object, Policy>()

/** @internal */
export const isRetryMachine = (value: object): value is RetryMachine => policyBehind(value) !== undefined

/**
 * The policy by which the compiled driver may run sessions of a machine; a machine that was changed by `provide` or
 * `extend` has none, and only XState can run it.
 *
 * @internal
 * @throws TypeError or RangeError for a wrong option
 */
export const policyFor = (machine: AnyRetryMachine | RetryOptions): Policy | undefined =>
  policies.get(machine) ?? (isRetryMachine(machine) ? undefined : createPolicy(machine))

/** @internal */
export const machineFor = (machine: AnyRetryMachine | RetryOptions): RetryMachine =>
  isRetryMachine(machine) ? machine : createRetryMachine(machine)
