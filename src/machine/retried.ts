import type { RetryStatistics } from '../statistics.ts'
import type { RetryOptions } from './options.ts'
import type { Retrying } from './retrying.ts'

/** Any function. */
export type AnyFunction = (...args: never[]) => unknown

/** Any function that returns a promise, or an async generator. */
export type AsyncFunction = (...args: never[]) => PromiseLike<unknown> | AsyncGenerator

/** Any async generator function: retried, it is iterated. */
export type AsyncGeneratorFunction = (...args: never[]) => AsyncGenerator

/** Any generator function: retried, it is a coroutine. */
export type CoroutineFunction = (...args: never[]) => Coroutine<unknown>

/** A generator that is run as a coroutine. What its `yield` gives back TypeScript cannot know: its author names it. */
export type Coroutine<R> = Generator<unknown, R>

/**
 * A function that retries: what `retry` and `AsyncRetrying.wraps` make of one.
 *
 * A function that returns promises keeps its whole type, with `this`, overloads and type parameters. Of a sync function
 * TypeScript keeps `this`, the parameters and the result of the last overload; its type parameters become `unknown`.
 * A generator function becomes one that returns a promise of what it returns; an async generator function stays one.
 */
export type Retried<F extends AnyFunction, Controller extends Retrying = Retrying> = AsyncForm<F> & {
  /** The same function under other options, which replace those of the policy one by one. */
  retryWith(options: RetryOptions): Retried<F, Controller>
  /** Of the latest call; all zero before the first. */
  readonly statistics: RetryStatistics
  /** The controller that runs the calls. */
  readonly retrying: Controller
}

/** The type of a function once its calls are retried: it returns a promise, or an async generator if it did before. */
export type AsyncForm<F extends AnyFunction> = [Known<ReturnType<F>>, Retrial<ReturnType<F>>] extends [
  Promise<unknown> | AsyncGenerator,
  ReturnType<F>, // Neither `never`, which passes for a promise, nor a subclass, which does not come back.
]
  ? F
  : (this: ThisParameterType<F>, ...args: Parameters<F>) => Retrial<ReturnType<F>>

/** A result, but for `any`, which passes for a promise as well. */
type Known<R> = unknown extends R ? unknown : R

/** What a call gives once it is retried, by what the function gives. */
type Retrial<R> = unknown extends R
  ? Promise<Awaited<R>>
  : [R] extends [never]
    ? Promise<never>
    : [R] extends [AsyncGenerator<infer T, infer Result, infer Next>]
      ? AsyncGenerator<T, Result, Next>
      : Promise<Settled<R>>

/** What a function comes to: the result of a coroutine, or what `await` makes of a value. */
type Settled<R> = R extends Generator<unknown, infer Result> ? Awaited<Result> : Awaited<R>
