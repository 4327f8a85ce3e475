/**
 * Sorts without holding the event loop for long: short runs, then pairs of them, with a pause where one is due.
 *
 * @param pause - called after each few thousand items
 */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pause: () => Promise<void>,
): Promise<readonly T[]> {
  let runs: T[][] = []
  for (let start = 0; start < items.length; start += SLICE) {
    runs.push(items.slice(start, start + SLICE).toSorted(compare))
    await pause()
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let index = 0; index < runs.length; index += 2)
      merged.push(await merge(runs[index]!, runs[index + 1] ?? [], compare, pause))
    runs = merged
  }
  return runs.flat()
}

async function merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  pause: () => Promise<void>,
): Promise<T[]> {
  const merged: T[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    merged.push(compare(left[i]!, right[j]!) <= 0 ? left[i++]! : right[j++]!)
    if (merged.length % SLICE === 0) await pause()
  }
  return merged.concat(left.slice(i), right.slice(j))
}

const SLICE = 4096
