import type { AttemptInfo } from './attempt-info.ts'
import { promised } from './promised.ts'
import { readOptions } from './read-options.ts'
import { startReaders } from './session-readers.ts'
import { checkFunction } from './check-function.ts'
import { createControl } from './control.ts'
import { isRetryMachine, policyOf } from './create-retry-machine.ts'
import { drive } from './driver.ts'
import { InformedSession } from './informed-session.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import { startRetry } from './start-retry.ts'
import type { StartOptions } from './start-retry.ts'
import type { RetryMachine } from './xstate.ts'

/**
 * Runs one retry session to its end.
 *
 * Without `inspect` the compiled driver runs it, at the cost of a plain retry loop; with it, or when the machine was
 * changed by `provide`, XState does.
 *
 * @param machine - from `createRetryMachine`, or plain options for one call
 * @param fn - what to retry; it is given an `AttemptInfo`
 * @param options - of this session alone: `signal`, `id`, `inspect`
 * @returns a promise of the function's value, or of the `retryErrorCallback`'s
 * @throws RetryError, by rejection, when the stop strategy gave up; whatever the function threw, when it was not to be
 *   retried; `signal.reason` when it was aborted; TypeError or RangeError, at once, for a wrong option
 * @example
 * import { runWithRetry, stopAfterAttempt } from 'holdfast'
 *
 * await runWithRetry({ stop: stopAfterAttempt(3) }, async ({ attemptNumber }) => {
 *   if (attemptNumber < 3) throw new Error('connection reset')
 *   return 'connected'
 * }) // => 'connected'
 */
export function runWithRetry<R>(
  machine: RetryMachine | RetryOptions,
  fn: (attempt: AttemptInfo) => R,
  options: StartOptions = {},
): Promise<Awaited<R>> {
  checkFunction(fn)
  readOptions(options, startReaders)
  const policy = options.inspect === undefined ? policyFor(machine) : undefined
  // A promise of its own: unlike a held session's result, that of a call must not fail unheard.
  if (policy === undefined) return startRetry(machine, fn, options).result.then((value) => value)
  const { signal, id } = options
  const control = signal === undefined && id === undefined ? undefined : createControl(signal, id)
  // A session resolves to what the function gave; the compiler cannot follow it through the chart.
  return promised(() => drive(new InformedSession(policy, fn, control))) as Promise<Awaited<R>>
}

const policyFor = (machine: RetryMachine | RetryOptions) =>
  isRetryMachine(machine) ? policyOf(machine) : createPolicy(machine)
