import { invalidCall } from '../errors/invalid.ts'
import { createAttemptInfo } from './attempt-info.ts'
import type { AttemptInfo } from './attempt-info.ts'
import type { BindOptions } from './bind.ts'
import { createControl } from './control.ts'
import { openIteration } from './open-iteration.ts'
import type { RetryOptions } from './options.ts'
import { aFunction, readOptions } from './read-options.ts'
import type { AsyncGeneratorFunction } from './retried.ts'
import type { IterationOptions, Resume } from './resume.ts'
import { createRetryGenerator } from './retry-generator.ts'
import { sessionRunner } from './session-runner.ts'
import { inspectedReaders } from './session-readers.ts'
import type { AnyRetryMachine, Inspect } from './xstate.ts'

/** Options of one iteration. */
export interface RunIterationOptions<T> extends BindOptions, IterationOptions<T, [attempt: AttemptInfo]> {
  /** Told every XState inspection event of the session; what it throws is dropped. */
  readonly inspect?: Inspect | undefined
}

/**
 * Iterates an `async function*` in one retry session.
 *
 * @throws TypeError or RangeError for a wrong option
 */
export function iterateWithRetry(
  machine: AnyRetryMachine | RetryOptions,
  fn: AsyncGeneratorFunction,
  options: object,
): AsyncGenerator {
  const stray = ['store', 'snapshot'].find((option) => option in options)
  if (stray !== undefined) throw invalidCall(`${stray} keeps one result, and an async function* gives many`)
  const { signal, id, inspect, resume } = readOptions(options, readers) as Omit<
    RunIterationOptions<never>,
    'resume'
  > & { readonly resume?: Resume }
  return createRetryGenerator({
    fn,
    control: createControl(signal, id),
    open: openIteration(fn, undefined, (session) => [createAttemptInfo(session)], resume),
    run: sessionRunner(machine, inspect),
  })
}

const readers = { ...inspectedReaders, resume: aFunction }
