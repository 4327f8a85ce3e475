import { stateLeaves } from '../state-leaves.ts'

/**
 * A state's value in words: `sleeping.resting`; states that are active at once are divided by commas, always in
 * the same order, which XState does not promise.
 */
export const stateText = (value: unknown): string => stateLeaves(value).toSorted().join(', ')
