/** Whether two values are written as the same JSON, up to the order of keys; undefined is null. */
export function isEqualJSON(a: unknown, b: unknown): boolean {
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a)
    return (
      Array.isArray(a) === Array.isArray(b) &&
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && isEqualJSON(a[key], b[key]))
    )
  }
  return (a ?? null) === (b ?? null)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
