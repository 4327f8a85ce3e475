/** The paths of the innermost states that a value of XState names: of `{ sleeping: 'resting' }`, `sleeping.resting`. */
export function stateLeaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Object.entries({ ...Object(value) }).flatMap(([key, inner]) => {
    const leaves = stateLeaves(inner)
    return leaves.length === 0 ? [key] : leaves.map((leaf) => `${key}.${leaf}`)
  })
}
