/** What a read gives, or the fallback when it throws: thrown values may be proxies and have getters that throw. */
export function safely<T>(read: () => T, fallback: T): T {
  try {
    return read()
  } catch {
    return fallback
  }
}
