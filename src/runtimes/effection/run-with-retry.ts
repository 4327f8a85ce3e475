import type { Operation } from 'effection'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import { checkFunctionOfOneResult } from '../../machine/check-function.ts'
import { createControl } from '../../machine/control.ts'
import type { RetryOptions } from '../../machine/options.ts'
import { readOptions } from '../../machine/read-options.ts'
import { sessionRunner } from '../../machine/session-runner.ts'
import { inspectedReaders } from '../../machine/session-readers.ts'
import type { AnyRetryMachine, Inspect } from '../../machine/xstate.ts'
import { inScope } from './in-scope.ts'
import { OperationSession } from './operation-session.ts'
import type { EffectionRetryOptions } from './options.ts'
import type { ResultOf } from './retried-operation.ts'

/** Options of one operation. */
export interface OperationOptions {
  /** Ends the session at once, also mid-sleep, as the policy's own does; the operation then throws `signal.reason`. */
  readonly signal?: AbortSignal | undefined
  /** The session's idempotency key. @default a UUID, drawn from the policy's `random` where it has one */
  readonly id?: string | undefined
  /** Told every inspection event of the session, which XState then runs. */
  readonly inspect?: Inspect | undefined
}

/**
 * Runs one retry session as an operation: by the compiled driver, or in XState with `inspect`, or where the machine was
 * changed by `provide`.
 *
 * @param machine - from `createRetryMachine`, or plain options for one session
 * @param op - what to retry: a `function*`, or whatever else Effection's `call` takes; it is given an `AttemptInfo`
 * @param options - of this session alone: `signal`, `id`, `inspect`
 * @returns an operation of what `op` comes to, or of the `retryErrorCallback`'s value; it throws a RetryError when the
 *   stop strategy gave up, what `op` threw when that was not to be retried, and `signal.reason` when it was aborted
 * @throws TypeError or RangeError, at once, for a wrong option
 * @example
 * import { run, sleep } from 'effection'
 * import { createRetryMachine, stopAfterAttempt } from 'holdfast'
 * import { runWithRetry } from 'holdfast/effection'
 *
 * const machine = createRetryMachine({ stop: stopAfterAttempt(3), attemptTimeout: '2s' })
 * await run(function* () {
 *   return yield* runWithRetry(machine, function* ({ attemptNumber }) {
 *     yield* sleep(1)
 *     if (attemptNumber < 3) throw new Error('503')
 *     return `attempt ${attemptNumber}`
 *   })
 * }) // => 'attempt 3'
 */
export function runWithRetry<R>(
  machine: AnyRetryMachine | EffectionRetryOptions,
  op: (attempt: AttemptInfo) => R,
  options: OperationOptions = {},
): Operation<ResultOf<R>> {
  checkFunctionOfOneResult(op)
  // The readers take what the options' types do.
  const { signal, id, inspect } = readOptions(options, inspectedReaders) as OperationOptions
  // What may be an operation is run by the session: the engine sees a promise of it.
  const logic = machine as AnyRetryMachine | RetryOptions
  const run = sessionRunner(logic, inspect)
  const operation = inScope((scope, hold) =>
    run((policy) =>
      hold(new OperationSession(scope, policy, { fn: op, start: op }, createControl(signal, id))),
    ),
  )
  // A session gives what the function gave; the compiler cannot follow it through the chart.
  return operation as Operation<ResultOf<R>>
}
