import type { DefinedState } from '../../../drawing/read-definition.ts'

/** A state that is active, and the value within it. */
export type ActiveState = readonly [state: DefinedState, value: unknown]

/** The states that are active directly within one. */
export function activeWithin({ states }: DefinedState, value: unknown): readonly ActiveState[] {
  const values: Readonly<Record<string, unknown>> =
    typeof value === 'string' ? { [value]: undefined } : { ...Object(value) }
  return states.filter(({ key }) => Object.hasOwn(values, key)).map((state) => [state, values[state.key]])
}

/** All that are active, a machine's root first. */
export const activeStates = (root: DefinedState, value: unknown): readonly DefinedState[] => [
  root,
  ...activeWithin(root, value).flatMap(([state, inner]) => activeStates(state, inner)),
]
