/** The rows of a long list that are in sight, and some around them. */
export interface RowWindow {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** @param scrolled - how far the list is scrolled, in the unit of the heights */
export function windowOf(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const from = Math.max(0, Math.min(Math.floor(scrolled / rowHeight), count) - AROUND)
  const to = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + AROUND)
  return { from, to: Math.max(from, to) }
}

/** Rows that are ready before they are scrolled to. */
const AROUND = 8
