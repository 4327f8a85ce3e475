import type { RetryStatistics } from '../statistics.ts'
import { isAsyncGeneratorFunction } from '../coroutine/generator-kind.ts'
import { checkFunction } from './check-function.ts'
import { drive } from './driver.ts'
import type { RetryOptions } from './options.ts'
import { completePolicy, readRetryOptions } from './policy.ts'
import type { Policy } from './policy.ts'
import { promised } from './promised.ts'
import type { AnyFunction, AsyncGeneratorFunction, Coroutine, CoroutineFunction, Retried } from './retried.ts'
import { createRetryGenerator } from './retry-generator.ts'
import { openIteration } from './open-iteration.ts'
import { readResume } from './resume.ts'
import type { IterationOptionsOf, Resume } from './resume.ts'
import { Session } from './session.ts'
import { takeAfter } from './take-after.ts'

/**
 * A policy that calls functions and wraps them: what is in `getUser.retrying`, and the part of `AsyncRetrying` that needs
 * no loop.
 */
export class Retrying {
  /** @internal */
  protected readonly policy: Policy
  readonly #options: RetryOptions
  #statistics: RetryStatistics = NOTHING_BEGUN

  /**
   * @param options - see `RetryOptions`; without any, whatever is thrown is retried for ever, without a wait
   * @throws TypeError or RangeError that names the wrong option and the value received
   */
  constructor(options: RetryOptions = {}) {
    this.#options = readRetryOptions(options)
    this.policy = completePolicy(this.#options)
  }

  /** Of the latest call; all zero before the first. */
  get statistics(): RetryStatistics {
    return this.#statistics
  }

  /**
   * Calls a function with these arguments until the policy accepts the outcome.
   *
   * @param fn - any function; a `function*` runs as a coroutine, an `async function*` is iterated
   * @returns a promise of the function's value, or of the `retryErrorCallback`'s; an async generator of what an
   *   `async function*` gives, in each attempt from the start
   * @throws RetryError, by rejection, when the stop strategy gave up; whatever the function threw, when it was not to be
   *   retried
   */
  call<Args extends unknown[], R extends PromiseLike<unknown>>(
    fn: (...args: Args) => R,
    ...args: Args
  ): Promise<Awaited<R>>
  call<Args extends unknown[], T, R, Next>(
    fn: (...args: Args) => AsyncGenerator<T, R, Next>,
    ...args: Args
  ): AsyncGenerator<T, R, Next>
  call<Args extends unknown[], R>(fn: (...args: Args) => R | Coroutine<R>, ...args: Args): Promise<Awaited<R>>
  call(fn: AnyFunction, ...args: unknown[]): unknown {
    checkFunction(fn)
    if (isAsyncGeneratorFunction(fn)) return this.#iterate(fn, undefined, undefined, args)
    return promised(() => this.drive(new Session(this.policy, fn, undefined, args)))
  }

  /**
   * Makes a function that retries; it keeps the name, the length, the parameters and `this`.
   *
   * @param options - of an `async function*`: how it goes on after a failure
   */
  wraps<F extends CoroutineFunction>(fn: F): Retried<F, this>
  wraps<F extends AsyncGeneratorFunction>(fn: F, options?: IterationOptionsOf<F>): Retried<F, this>
  wraps<F extends AnyFunction>(fn: F): Retried<F, this>
  wraps(fn: AnyFunction, options: object = {}): unknown {
    checkFunction(fn)
    const resume = readResume(fn, options)
    const retrying = this.copy()
    const retried = isAsyncGeneratorFunction(fn)
      ? Retrying.#iterating(retrying, fn, resume)
      : Retrying.#calling(retrying, fn)
    return takeAfter(retried, fn, {
      retryWith: {
        value: (changes: RetryOptions) => retrying.copy(changes).wraps(fn as AsyncGeneratorFunction, options),
      },
      retrying: { value: retrying },
      statistics: { get: () => retrying.statistics },
    })
  }

  /** A controller with the same options but these. */
  copy(options: RetryOptions = {}): this {
    // The class of this very controller, which the compiler knows as a Function only.
    const Controller = this.constructor as new (options: RetryOptions) => this
    return new Controller({ ...this.#options, ...options, ...readRetryOptions(options) })
  }

  static #calling(retrying: Retrying, fn: AnyFunction): AnyFunction {
    const { policy } = retrying
    return function (this: unknown, ...args: unknown[]) {
      try {
        return retrying.drive(new Session(policy, fn, this, args))
      } catch (error) {
        // As `promised` does, but without a closure for each call.
        return Promise.reject(error)
      }
    }
  }

  static #iterating(retrying: Retrying, fn: AnyFunction, resume: Resume | undefined): AnyFunction {
    const iterating = function (this: unknown, ...args: unknown[]) {
      return retrying.#iterate(fn, resume, this, args)
    }
    // Whoever looks at it knows it for what it is, bound as well.
    return Object.setPrototypeOf(iterating, Object.getPrototypeOf(fn) as object)
  }

  #iterate(
    fn: AnyFunction,
    resume: Resume | undefined,
    receiver: unknown,
    args: readonly unknown[],
  ): AsyncGenerator {
    return createRetryGenerator({
      fn,
      receiver,
      args,
      open: openIteration(fn, receiver, () => args, resume),
      run: (create) => this.drive(create(this.policy)),
    })
  }

  /** @internal */
  protected drive(session: Session): Promise<unknown> {
    this.#statistics = session.statistics
    return drive(session)
  }
}

const NOTHING_BEGUN: RetryStatistics = /* @__PURE__ */ Object.freeze({
  attemptNumber: 0,
  idleFor: 0,
  delaySinceFirstAttempt: 0,
  startTime: 0,
})
