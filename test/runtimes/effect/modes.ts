import type { RetryWithOptions } from 'holdfast/effect'

/** The two that run the statechart: whatever holds of a session holds in both. */
export const modes: readonly (readonly [string, RetryWithOptions])[] = [
  ['the compiled driver', {}],
  ['XState', { inspect: () => {} }],
]
