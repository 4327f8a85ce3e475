import type { Operation } from 'effection'
import type { AnyFunction } from '../../machine/retried.ts'
import type { RetryStatistics } from '../../statistics.ts'
import type { EffectionRetryOptions } from './options.ts'

/**
 * A function whose operation retries: what `retry` makes of one.
 *
 * A function that is declared to return an `Operation` keeps its whole type, with `this`, overloads and type parameters.
 * Of a generator function whose result is inferred, and of one that returns values or promises, TypeScript keeps `this`
 * and the parameters.
 */
export type RetriedOperation<F extends AnyFunction> = OperationForm<F> & {
  /** The same function under other options, which replace those of the policy one by one. */
  retryWith(options: EffectionRetryOptions): RetriedOperation<F>
  /** Of the latest call; all zero before the first. */
  readonly statistics: RetryStatistics
}

/** The type of a function once its calls are retried: it returns an operation. */
export type OperationForm<F extends AnyFunction> = [
  ReturnType<F>,
  Operation<ResultOf<ReturnType<F>>>,
] extends [Operation<unknown>, ReturnType<F>]
  ? F
  : (this: ThisParameterType<F>, ...args: Parameters<F>) => Operation<ResultOf<ReturnType<F>>>

/** What a function comes to, by what it gives: the result of an operation or a promise, or the value itself. */
export type ResultOf<R> =
  R extends PromiseLike<unknown>
    ? Awaited<R>
    : R extends { entries(): unknown } // A collection; an array of nothing would pass for an operation.
      ? R
      : R extends Operation<infer T>
        ? Awaited<T>
        : R
