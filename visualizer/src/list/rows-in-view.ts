/** What a list shows, in pixels. */
export interface Viewport {
  readonly top: number
  /** Without what sticks to its upper edge. */
  readonly height: number
  readonly rowHeight: number
}

export interface RowRange {
  readonly first: number
  /** Included. */
  readonly last: number
}

/** Browsers draw nothing beyond some ten million pixels. */
export const MOST_ROWS = 150_000

export function rowsInView({ top, height, rowHeight }: Viewport, total: number): RowRange {
  return within({ first: Math.floor(top / rowHeight), last: Math.ceil((top + height) / rowHeight) }, total)
}

/** Those of the rows that there are. */
export function within({ first, last }: RowRange, total: number): RowRange {
  const end = Math.max(Math.min(total, MOST_ROWS) - 1, 0)
  const clamp = (index: number) => Math.max(Math.min(index, end), 0)
  return { first: clamp(first), last: clamp(last) }
}

/** Where to scroll so that the whole row is seen; undefined when it is. */
export function topToSee(index: number, { top, height, rowHeight }: Viewport): number | undefined {
  if (index * rowHeight < top) return index * rowHeight
  const bottom = (index + 1) * rowHeight
  return bottom > top + height ? bottom - height : undefined
}

/** The row that a key leads to from another one; undefined for keys that mean nothing here. */
export function rowByKey(key: string, index: number, { rowsInPage, total }: PageOfRows): number | undefined {
  const target = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + rowsInPage,
    PageUp: index - rowsInPage,
    Home: 0,
    End: total - 1,
  }[key]
  return target === undefined ? undefined : Math.max(Math.min(target, total - 1), 0)
}

export interface PageOfRows {
  readonly rowsInPage: number
  readonly total: number
}
