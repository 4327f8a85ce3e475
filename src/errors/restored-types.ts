const restoredTypes = new WeakMap<object, readonly string[]>()

/**
 * Notes the classes that an error had when it was written down, where they are not known here: nearest first, by name.
 */
export function markRestored(error: object, types: readonly string[]): void {
  restoredTypes.set(error, types)
}

/** The names of the classes that an error had before it was written down; undefined for any other value. */
export const restoredTypesOf = (value: unknown): readonly string[] | undefined =>
  restoredTypes.get(Object(value))
