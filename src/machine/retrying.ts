import type { RetryStatistics } from '../statistics.ts'
import { checkFunction } from './check-function.ts'
import { drive } from './driver.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { promised } from './promised.ts'
import type { AnyFunction, Retried } from './retried.ts'
import { Session } from './session.ts'

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
    this.policy = createPolicy(options)
    this.#options = { ...options }
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
    return promised(() => this.drive(new Session(this.policy, fn, undefined, args))) as Promise<Awaited<R>>
  }

  /** Makes a function that retries; it keeps the name, the length, the parameters and `this`. */
  wraps<F extends AnyFunction>(fn: F): Retried<F, this> {
    checkFunction(fn)
    const retrying = this.copy()
    const { policy } = retrying
    const retried = function (this: unknown, ...args: unknown[]) {
      try {
        return retrying.drive(new Session(policy, fn, this, args))
      } catch (error) {
        // As `promised` does, but without a closure for each call.
        return Promise.reject(error)
      }
    }
    // Its own properties too, as Python's functools.wraps does.
    Object.assign(retried, fn)
    Object.defineProperties(retried, {
      name: { value: fn.name, configurable: true },
      length: { value: fn.length, configurable: true },
      retryWith: { value: (options: RetryOptions) => retrying.copy(options).wraps(fn) },
      retrying: { value: retrying },
      statistics: { get: () => retrying.statistics },
    })
    // The properties were added by their names, which the compiler does not follow.
    return retried as unknown as Retried<F, this>
  }

  /** A controller with the same options but these. */
  copy(options: RetryOptions = {}): this {
    // The class of this very controller, which the compiler knows as a Function only.
    const Controller = this.constructor as new (options: RetryOptions) => this
    return new Controller({ ...this.#options, ...options })
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
