/** Puts an entry into a map that holds so many: the oldest goes. */
export function keepIn<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.set(key, value)
  if (map.size <= most) return
  const [[oldest]] = map as unknown as readonly [readonly [K, V]]
  map.delete(oldest)
}
