/**
 * A state's value in words: `sleeping.resting`; states that are active at once are divided by commas, always in
 * the same order, which XState does not promise.
 */
export const stateText = (value: unknown): string => pathsOf(value).toSorted().join(', ')

function pathsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Object.entries({ ...Object(value) }).flatMap(([key, inner]) => {
    const paths = pathsOf(inner)
    return paths.length === 0 ? [key] : paths.map((path) => `${key}.${path}`)
  })
}
