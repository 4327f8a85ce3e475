import type { RetryCallState } from '../call-state.ts'

/** One draw from `low` to `high`. */
export const uniform = (state: RetryCallState, low: number, high: number): number =>
  // Where a bound is infinite the product may be NaN, and the low bound is in the range.
  low + ((high - low) * state.random() || 0)
