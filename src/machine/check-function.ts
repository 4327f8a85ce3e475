import { invalidType } from '../errors/invalid.ts'

/** Refuses to retry what is no function. */
export function checkFunction(fn: unknown): void {
  if (typeof fn !== 'function') throw invalidType('what is retried', 'a function', fn)
}
