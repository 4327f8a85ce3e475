import { stateLeaves } from '../state-leaves.ts'

/**
 * Writes a state's value of XState in words.
 *
 * @returns the innermost states by their paths, in the order in which the value has them; empty for what names none
 * @example
 * import { statePath } from 'holdfast/drawing'
 *
 * statePath({ sleeping: 'resting' }) // => 'sleeping.resting'
 * statePath({ light: 'red', door: 'shut' }) // => 'light.red, door.shut'
 */
export const statePath = (value: unknown): string => stateLeaves(value).join(', ')
