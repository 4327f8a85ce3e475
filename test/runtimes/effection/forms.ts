import type { Operation } from 'effection'
import { createRetryMachine } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { retry, runWithRetry, useAttempt } from 'holdfast/effection'
import type { AttemptInfo, EffectionRetryOptions, OperationOptions } from 'holdfast/effection'

export type Retried = (attempt: AttemptInfo) => unknown

/** A way to run a session as an operation. */
export interface Form {
  readonly title: string
  readonly run: (
    options: EffectionRetryOptions,
    op: Retried,
    call?: Omit<OperationOptions, 'inspect'>,
  ) => Operation<unknown>
}

/** The two interpreters, and the machine that only XState can run. */
export const interpreters: readonly Form[] = [
  { title: 'the compiled driver', run: (options, op, call) => runWithRetry(options, op, call) },
  { title: 'XState', run: (options, op, call) => runWithRetry(options, op, { ...call, inspect: () => {} }) },
  {
    title: 'a machine after provide',
    // Hooks of a machine may be operations too, of which its options' types do not know.
    run: (options, op, call) =>
      runWithRetry(createRetryMachine(options as RetryOptions).provide({}), op, call),
  },
]

/** All ways, but for the options of one call. */
export const forms: readonly Form[] = [
  ...interpreters,
  {
    title: 'a wrapped function',
    run: (options, op) =>
      retry(options)(function* () {
        const result = op(yield* useAttempt())
        return isOperation(result) ? yield* result : result
      })(),
  },
]

const isOperation = (value: unknown): value is Operation<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value
