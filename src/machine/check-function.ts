import { isThenable } from '../awaitable.ts'
import { isAsyncGeneratorFunction } from '../coroutine/generator-kind.ts'
import { invalidCall, invalidType } from '../errors/invalid.ts'

/** Refuses to retry what is no function, and what is one but cannot be called again and again. */
export function checkFunction(fn: unknown): void {
  if (typeof fn !== 'function')
    throw refuse(
      isThenable(fn)
        ? 'the function that makes the promise'
        : typeof fn === 'object'
          ? 'a function: runWithRetry(machine, fn)'
          : 'a function',
      fn,
    )
  if (isClass(fn)) throw refuse('a function, and a class is not called: () => new …()', fn)
  if (isStrategy(fn))
    throw refuse('a function, and a strategy is an option: retry({ stop, wait, retry })(fn)', fn)
}

/** Likewise, where there is one result and no iteration. */
export function checkFunctionOfOneResult(fn: unknown): void {
  checkFunction(fn)
  if (isAsyncGeneratorFunction(fn)) throw invalidCall(ITERATED)
}

const refuse = (expected: string, fn: unknown) => invalidType('what is retried', expected, fn)

// Of most functions that are retried the first question is enough: arrow functions, async ones and methods have none.
const isClass = (fn: { readonly prototype?: unknown }): boolean =>
  fn.prototype !== undefined && Object.getOwnPropertyDescriptor(fn, 'prototype')?.writable === false

const isStrategy = (fn: object): boolean => 'label' in fn && 'toJSON' in fn

const ITERATED = 'an async function* is iterated, by retry(options)(fn) or runWithRetry(machine, fn)'
