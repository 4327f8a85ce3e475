/**
 * The paths of the states that a value of XState names, parents before their children: of `{ sleeping: 'resting' }` these
 * are `sleeping` and `sleeping.resting`.
 */
export function statePaths(value: unknown, before = ''): readonly string[] {
  if (typeof value === 'string') return [before + value]
  return Object.entries(Object(value)).flatMap(([key, within]) => [
    before + key,
    ...statePaths(within, `${before}${key}.`),
  ])
}

/** Those without another in them, in words: `sleeping.resting`. */
export const leafPaths = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)))
