import { invalidType } from '../../errors/invalid.ts'

/**
 * Refuses what is no function, and a strategy of the other kind.
 *
 * @param foreign - the method that tells it: waits have `plus`, decisions have `or`
 * @returns the strategy
 */
export function checkStrategy<S>(option: string, strategy: S, foreign: 'or' | 'plus'): S {
  checkCallable(option, strategy)
  if (foreign in strategy) throw invalidType(option, 'another kind of strategy', strategy)
  return strategy
}

/** Refuses what is no function, and an error class, which makes an error when it is called: a yes to everything. */
export function checkCallable<F>(option: string, fn: F): asserts fn is F & Callable {
  if (typeof fn !== 'function') throw invalidType(option, 'a function', fn)
  // The one whose prototype is no instance of itself.
  if ((fn as unknown) === Error || fn.prototype instanceof Error)
    throw invalidType(option, `a function: retryIfExceptionType(${fn.name})`, fn)
}

type Callable = (...args: never[]) => unknown
