import type { RetryWithOptions } from 'holdfast/rxjs'

/** The two that run the statechart: whatever holds of a session holds in both. */
export const modes: readonly (readonly [string, RetryWithOptions])[] = [
  ['the compiled driver', {}],
  ['XState', { inspect: () => {} }],
]
