import type { Awaitable } from '../../awaitable.ts'
import { checkCallable } from './check-strategy.ts'

/**
 * Says yes or no to a result or an error.
 *
 * The type of a method, whose parameter TypeScript compares both ways: a predicate may ask for what the function is
 * known to give, `(status: string) => …`.
 */
export type Predicate = { test(value: unknown): Awaitable<boolean> }['test']

/** Refuses what is no function, and an error class. */
export function checkPredicate(owner: string, predicate: unknown): void {
  checkCallable(`${owner}: predicate`, predicate)
}

/** What stands for a predicate in a descriptor: its own JSON, else its name; one without a name is refused there. */
export const predicateJSON = (predicate: object & { name?: string; toJSON?: unknown }): unknown =>
  predicate.toJSON === undefined && predicate.name ? { name: predicate.name } : predicate
