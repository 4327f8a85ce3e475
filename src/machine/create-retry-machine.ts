import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { createXStateMachine } from './xstate.ts'
import type { RetryMachine } from './xstate.ts'

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
export function createRetryMachine(options: RetryOptions = {}): RetryMachine {
  const policy = createPolicy(options)
  const machine = createXStateMachine(policy)
  policies.set(machine, policy)
  configs.add(machine.config)
  return machine
}

const policies = new WeakMap<object, Policy>()

/** Of all retry machines: `provide` makes another machine of the same config. */
const configs = new WeakSet<object>()

/** @internal */
export const isRetryMachine = (value: object): value is RetryMachine =>
  configs.has(Object((value as { config?: unknown } | null)?.config))

/**
 * The policy of a machine that is as `createRetryMachine` made it; one that was changed by `provide` has none, and only
 * XState can run it.
 *
 * @internal
 */
export const policyOf = (machine: object): Policy | undefined => policies.get(machine)
