import type { RowCounts, SessionRow } from '../protocol.ts'

/** Counts rows as they come and go. */
export interface RowCounter {
  /** One row takes the place of another; either may be none. */
  change(before: SessionRow | undefined, after: SessionRow | undefined): void
  /** The same object until something is another number. */
  counts(): RowCounts
}

export function createRowCounter(): RowCounter {
  const status = new Map<string, number>()
  const origin = new Map<string, number>()
  const kind = new Map<string, number>()
  let total = 0
  let counted: RowCounts | undefined

  const count = (row: SessionRow, by: 1 | -1) => {
    total += by
    changeCount(status, row.status, by)
    changeCount(origin, row.origin, by)
    changeCount(kind, row.kind, by)
  }

  return {
    change(before, after) {
      if (before && after && isCountedAlike(before, after)) return
      counted = undefined
      if (before) count(before, -1)
      if (after) count(after, 1)
    },
    counts: () =>
      (counted ??= {
        total,
        status: Object.fromEntries(status),
        origin: Object.fromEntries(origin),
        kind: Object.fromEntries(kind),
      }),
  }
}

const isCountedAlike = (a: SessionRow, b: SessionRow) =>
  a.status === b.status && a.origin === b.origin && a.kind === b.kind

function changeCount(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by
  if (count === 0) counts.delete(name)
  else counts.set(name, count)
}
