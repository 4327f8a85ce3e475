import { isAsyncGeneratorFunction } from '../coroutine/generator-kind.ts'
import { invalidType } from '../errors/invalid.ts'
import { aFunction, readOptions } from './read-options.ts'
import type { AnyFunction, AsyncGeneratorFunction } from './retried.ts'

/** Options of how an `async function*` is retried. */
export interface IterationOptions<T, Args extends readonly unknown[]> {
  /**
   * Gives the iteration that goes on where the last one failed, once a value was given.
   *
   * @param lastValue - the last value that was given
   * @param count - how many were given, by all attempts together
   * @param args - the arguments of the call
   * @default the function again: from the start, so that what was given before is given again
   */
  readonly resume?:
    | ((lastValue: T, count: number, ...args: Args) => AsyncIterable<T> | Iterable<T>)
    | undefined
}

/** Those of a certain function. */
export type IterationOptionsOf<F extends AsyncGeneratorFunction> = F extends (
  ...args: infer Args
) => AsyncGenerator<infer T>
  ? IterationOptions<T, Args>
  : never

/** How an iteration goes on, whatever it iterates. */
export type Resume = (
  lastValue: never,
  count: number,
  ...args: never[]
) => AsyncIterable<unknown> | Iterable<unknown>

/**
 * Reads how a function's iteration goes on; undefined where it begins anew.
 *
 * @throws TypeError when the function is no `async function*`, and so has none
 */
export function readResume(fn: AnyFunction, options: object): Resume | undefined {
  const { resume } = readOptions(options, { resume: aFunction }) as { readonly resume?: Resume }
  if (resume !== undefined && !isAsyncGeneratorFunction(fn))
    throw invalidType('what resume goes on with', 'an async function*', fn)
  return resume
}
