import { invalidType } from '../errors/invalid.ts'
import type { RetryStatistics } from '../statistics.ts'
import { checkSessionOptions } from './check-session-options.ts'
import { drive } from './driver.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import type { AnyFunction, Retried } from './retried.ts'
import { createRetryLoop } from './retry-loop.ts'
import type { LoopOptions, RetryLoop } from './retry-loop.ts'
import { Session } from './session.ts'

/**
 * A retry controller: a policy that calls functions, wraps them and iterates. Tenacity's `AsyncRetrying`.
 *
 * It holds no state of a call but the latest one's statistics, so any number of calls may share it.
 *
 * @example
 * import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
 *
 * const retrying = new AsyncRetrying({ stop: stopAfterAttempt(3) })
 * await retrying.call(async (id: number) => `user ${id}`, 7) // => 'user 7'
 *
 * for await (const attempt of retrying) {
 *   await attempt.run(async () => 'done')
 * }
 * retrying.statistics.attemptNumber // => 1
 */
export class AsyncRetrying {
  readonly #options: RetryOptions
  readonly #policy: Policy
  #statistics: RetryStatistics = NOTHING_BEGUN

  /**
   * @param options - see `RetryOptions`; without any, whatever is thrown is retried for ever, without a wait
   * @throws TypeError or RangeError that names the wrong option and the value received
   */
  constructor(options: RetryOptions = {}) {
    this.#policy = createPolicy(options)
    this.#options = options
  }

  /** Of the latest call; all zero before the first. */
  get statistics(): RetryStatistics {
    return this.#statistics
  }

  /**
   * Calls a function with these arguments until the policy accepts the outcome.
   *
   * @returns a promise of the function's value, or of the `retryErrorCallback`'s
   * @throws RetryError, by rejection, when the stop strategy gave up; whatever the function threw, when it was not to be
   *   retried
   */
  call<Args extends unknown[], R>(fn: (...args: Args) => R, ...args: Args): Promise<Awaited<R>> {
    checkFunction(fn)
    // A session resolves to what the function gave; the compiler cannot follow it through the chart.
    return this.#run(fn, undefined, args) as Promise<Awaited<R>>
  }

  /** Makes a function that retries; it keeps the name, the length, the parameters and `this`. */
  wraps<F extends AnyFunction>(fn: F): Retried<F> {
    checkFunction(fn)
    const retrying = this.copy()
    const policy = retrying.#policy
    const retried = function (this: unknown, ...args: unknown[]) {
      return retrying.#drive(new Session(policy, fn, this, args))
    }
    Object.defineProperties(retried, {
      name: { value: fn.name, configurable: true },
      length: { value: fn.length, configurable: true },
      retryWith: { value: (options: RetryOptions) => retrying.copy(options).wraps(fn) },
      retrying: { value: retrying },
      statistics: { get: () => retrying.statistics },
    })
    // The properties were added by their names, which the compiler does not follow.
    return retried as unknown as Retried<F>
  }

  /** A controller with the same options but these. */
  copy(options: RetryOptions = {}): AsyncRetrying {
    return new AsyncRetrying({ ...this.#options, ...options })
  }

  /**
   * Begins a block that is retried: iterate it with `for await`, and run the block's body by `attempt.run`.
   *
   * @param options - `signal` ends the loop at once
   */
  loop<T = unknown>(options: LoopOptions = {}): RetryLoop<T> {
    checkSessionOptions(options, 'signal')
    const { signal = this.#policy.signal } = options
    return createRetryLoop(this.#policy, (session) => this.#drive(session), signal)
  }

  [Symbol.asyncIterator](): RetryLoop {
    return this.loop()
  }

  #run(fn: AnyFunction, receiver: unknown, args: readonly unknown[]): Promise<unknown> {
    return this.#drive(new Session(this.#policy, fn, receiver, args))
  }

  #drive(session: Session): Promise<unknown> {
    this.#statistics = session.statistics
    return drive(session)
  }
}

const NOTHING_BEGUN: RetryStatistics = Object.freeze({
  attemptNumber: 0,
  idleFor: 0,
  delaySinceFirstAttempt: 0,
  startTime: 0,
})

function checkFunction(fn: unknown): void {
  if (typeof fn !== 'function') throw invalidType('what is retried', 'a function', fn)
}
