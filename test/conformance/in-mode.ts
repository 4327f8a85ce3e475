import { nextTurn } from '../support/next-turn.ts'
import type { Mode } from './scenario.ts'

/**
 * The function as it is, or as one that returns a promise and does its work a turn of the event loop later, so that
 * whoever fails to await it is found out.
 */
export function inMode<Args extends readonly unknown[], R>(
  mode: Mode | undefined,
  fn: (...args: Args) => R,
): (...args: Args) => R | Promise<R> {
  if (mode !== 'async') return fn
  return async (...args) => {
    await nextTurn()
    return fn(...args)
  }
}
