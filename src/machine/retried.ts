import type { RetryStatistics } from '../statistics.ts'
import type { RetryOptions } from './options.ts'
import type { Retrying } from './retrying.ts'

/** Any function. */
export type AnyFunction = (...args: never[]) => unknown

/** Any function that returns a promise. */
export type AsyncFunction = (...args: never[]) => PromiseLike<unknown>

/**
 * A function that retries: what `retry` and `AsyncRetrying.wraps` make of one.
 *
 * A function that returns promises keeps its whole type, with `this`, overloads and type parameters. Of a sync function
 * TypeScript keeps `this`, the parameters and the result of the last overload; its type parameters become `unknown`.
 */
export type Retried<F extends AnyFunction, Controller extends Retrying = Retrying> = AsyncForm<F> & {
  /** The same function under other options, which replace those of the policy one by one. */
  retryWith(options: RetryOptions): Retried<F, Controller>
  /** Of the latest call; all zero before the first. */
  readonly statistics: RetryStatistics
  /** The controller that runs the calls. */
  readonly retrying: Controller
}

/** The type of a function once its calls are retried: it returns a promise. */
export type AsyncForm<F extends AnyFunction> = [ReturnType<F>, Promise<Awaited<ReturnType<F>>>] extends [
  Promise<unknown>,
  ReturnType<F>, // Neither `never`, which passes for a promise, nor a subclass, which does not come back.
]
  ? F
  : MadeAsync<F>

type MadeAsync<F extends AnyFunction> = (
  this: ThisParameterType<F>,
  ...args: Parameters<F>
) => Promise<Awaited<ReturnType<F>>>
