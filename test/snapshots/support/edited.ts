/** Marks what an edit takes away. */
export const absent = Symbol('absent')

/**
 * A copy with other values at paths, such as `snapshot.children.watch`: for JSON, and what somebody may make of it.
 *
 * @param edits - `absent` takes away
 */
export function edited<T>(value: T, edits: Readonly<Record<string, unknown>>): T {
  const copy = structuredClone(value)
  for (const [path, replacement] of Object.entries(edits)) {
    const keys = path.split('.')
    const last = keys.pop() as string
    let holder = copy as Record<string, unknown>
    for (const key of keys) holder = holder[key] as Record<string, unknown>
    if (replacement === absent) delete holder[last]
    // Also __proto__ is to be a key of its own, as JSON.parse makes it.
    else
      Object.defineProperty(holder, last, {
        value: replacement,
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return copy
}
