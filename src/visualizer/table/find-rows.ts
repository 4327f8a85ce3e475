import type { RowQuery } from '../protocol.ts'
import { createFirstItems } from './first-items.ts'
import type { ShownRow } from './held-row.ts'
import { rowMatcher } from './row-matcher.ts'
import { rowOrder } from './row-order.ts'
import { sortInSlices } from './sort-in-slices.ts'

/** The rows that a query has found. */
export interface FoundRows {
  /** In no order. */
  readonly rows: readonly ShownRow[]
  slice(start: number, end: number): Promise<readonly ShownRow[]>
}

/**
 * Finds rows in slices. The first thousand are sorted at once, which costs little; all of them are once a later one is
 * asked for.
 *
 * @param pause - called after each few thousand rows
 */
export async function findRows(
  all: readonly ShownRow[],
  query: RowQuery,
  pause: () => Promise<void>,
): Promise<FoundRows> {
  const matches = rowMatcher(query)
  const compare = rowOrder(query)
  const first = createFirstItems(FIRST, compare)
  const rows: ShownRow[] = []
  for (const [index, shown] of all.entries()) {
    if (index % SLICE === 0) await pause()
    if (!matches(shown)) continue
    rows.push(shown)
    first.add(shown)
  }
  const sorted = first.items()
  let allSorted: Promise<readonly ShownRow[]> | undefined

  return {
    rows,
    async slice(start, end) {
      if (end <= sorted.length || sorted.length === rows.length) return sorted.slice(start, end)
      allSorted ??= sortInSlices(rows, compare, pause)
      return (await allSorted).slice(start, end)
    },
  }
}

const FIRST = 1000
const SLICE = 2048
