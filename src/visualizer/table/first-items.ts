/** Finds the items that come first in an order, in one pass. */
export interface FirstItems<T> {
  add(item: T): void
  /** Sorted. */
  items(): readonly T[]
}

/** @param most - how many are asked for, from 1 */
export function createFirstItems<T>(most: number, compare: (a: T, b: T) => number): FirstItems<T> {
  let first: T[] = []
  let isFull = false

  const sort = () => {
    first = first.toSorted(compare).slice(0, most)
    isFull = first.length === most
  }

  return {
    add(item) {
      if (isFull && compare(item, first[most - 1]!) > 0) return
      first.push(item)
      // Seldom: what is no better than the worst of the last time does not come here.
      if (first.length === 2 * most) sort()
    },
    items() {
      sort()
      return first
    },
  }
}
