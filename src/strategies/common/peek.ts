/** A property of any value whatever, undefined where it cannot be read: thrown values may be proxies that throw. */
export function peek(value: unknown, key: PropertyKey): unknown {
  try {
    // Any value but null and undefined may be asked for any property.
    return (value as Record<PropertyKey, unknown> | null | undefined)?.[key]
  } catch {
    return undefined
  }
}
