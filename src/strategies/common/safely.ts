/** What a read gives, or the fallback when it throws: thrown values may be proxies and have getters that throw. */
export function safely<T>(read: () => T, fallback: T): T {
  try {
    return read()
  } catch {
    return fallback
  }
}

/** A property of any value whatever, undefined where it cannot be read. */
export const peek = (value: unknown, key: string): unknown =>
  // Any value but null and undefined may be asked for any property.
  safely(() => (value as Record<string, unknown> | null | undefined)?.[key], undefined)
