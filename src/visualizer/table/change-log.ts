/** Which keys have changed lately, and when: by number. */
export interface ChangeLog {
  /** Numbers must rise. */
  add(n: number, key: string): void
  /**
   * The keys that have changed after a number, each once, in the order of their last changes.
   *
   * @returns undefined when changes that came after it are no longer held
   */
  since(n: number, most: number): KeysSince | undefined
}

interface KeysSince {
  readonly keys: readonly string[]
  /** The number up to which all changes are among them; undefined when there are no others. */
  readonly upTo: number | undefined
}

/** @param size - how many changes are held */
export function createChangeLog(size: number): ChangeLog {
  const ring: Change[] = []
  const latest = new Map<string, number>()
  let oldest = 0
  let forgotten = 0

  const at = (index: number) => ring[(oldest + index) % ring.length]!

  /** The index of the first change after a number. */
  const indexAfter = (n: number) => {
    let low = 0
    let high = ring.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(middle).n > n) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    add(n, key) {
      latest.set(key, n)
      if (ring.length < size) {
        ring.push({ n, key })
        return
      }
      const gone = ring[oldest]!
      forgotten = gone.n
      if (latest.get(gone.key) === gone.n) latest.delete(gone.key)
      ring[oldest] = { n, key }
      oldest = (oldest + 1) % size
    },

    since(n, most) {
      if (n < forgotten) return undefined
      const keys: string[] = []
      for (let index = indexAfter(n); index < ring.length; index++) {
        const change = at(index)
        // It has changed again, and comes then.
        if (latest.get(change.key) !== change.n) continue
        keys.push(change.key)
        if (keys.length === most) return { keys, upTo: change.n }
      }
      return { keys, upTo: undefined }
    },
  }
}

interface Change {
  readonly n: number
  readonly key: string
}
