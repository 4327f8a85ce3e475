import type { Operation } from 'effection'

/**
 * Whether a value is an operation: an iterable, but none of the platform's collections, which have `entries`. Effection
 * itself knows strings, arrays, maps and sets as such, and would run a `Uint8Array` or `Headers`.
 */
export const isOperation = (value: unknown): value is Operation<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  // Any object may be asked for any property.
  typeof (value as Partial<Operation<unknown>>)[Symbol.iterator] === 'function' &&
  typeof (value as { entries?: unknown }).entries !== 'function'
