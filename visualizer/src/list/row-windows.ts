import type { RowPage, SessionRow } from 'holdfast/visualizer'

/** The rows that are held of a list that may be far longer: windows of a hundred, in the order of the server. */
export interface RowWindows {
  /** How many rows there are; undefined before the first window has come. */
  readonly total: number | undefined
  readonly at: (index: number) => SessionRow | undefined
  readonly row: (key: string) => SessionRow | undefined
  /** Where the row is; undefined when it is in no window that is held. */
  readonly indexOf: (key: string) => number | undefined
  /** The windows that rows from `first` to `last` need: those that are not held, and those that are out of date. */
  wanted(first: number, last: number): WantedWindow[]
  isKnown(window: number): boolean
  take(window: number, page: RowPage): void
  /** Puts rows in the places of what they were; those that are not held are left out. */
  patch(rows: readonly SessionRow[]): void
  /** The order of all that is held is no longer that of the server. */
  outdate(): void
  /** Holds nothing any more. */
  clear(): void
}

interface WantedWindow {
  readonly window: number
  /** Its rows are here, but may have moved. */
  readonly isKnown: boolean
}

/** How many rows are asked for at once. */
export const WINDOW = 100

export function createRowWindows(): RowWindows {
  let total: number | undefined
  let age = 0
  const windows = new Map<number, HeldWindow>()
  const rows = new Map<string, SessionRow>()

  const at = (index: number) => {
    const key = windows.get(Math.floor(index / WINDOW))?.keys[index % WINDOW]
    return key === undefined ? undefined : rows.get(key)
  }

  function forgetFarFrom(window: number): void {
    if (windows.size <= MOST_WINDOWS) return
    for (const held of windows.keys()) if (Math.abs(held - window) > MOST_WINDOWS / 2) windows.delete(held)
  }

  /** What a window has held before may have gone out of the list. */
  function forgetUnshown(): void {
    const shown = new Set([...windows.values()].flatMap(({ keys }) => keys))
    for (const key of rows.keys()) if (!shown.has(key)) rows.delete(key)
  }

  return {
    get total() {
      return total
    },
    at,
    row: (key) => rows.get(key),
    indexOf(key) {
      for (const [window, { keys }] of windows) {
        const place = keys.indexOf(key)
        if (place >= 0) return window * WINDOW + place
      }
      return undefined
    },
    wanted(first, last) {
      const wanted: WantedWindow[] = []
      // Of a list that is empty the first window says when it is so no longer.
      const end = Math.min(last, Math.max((total ?? 1) - 1, 0))
      for (let window = Math.floor(first / WINDOW); window * WINDOW <= end; window++) {
        const held = windows.get(window)
        if (held?.age !== age) wanted.push({ window, isKnown: held !== undefined })
      }
      return wanted
    },
    isKnown: (window) => windows.has(window),
    take(window, page) {
      total = page.total
      windows.set(window, { keys: page.rows.map(({ key }) => key), age })
      for (const row of page.rows) rows.set(row.key, row)
      for (const held of windows.keys()) if (held > 0 && held * WINDOW >= page.total) windows.delete(held)
      forgetFarFrom(window)
      forgetUnshown()
    },
    patch(changed) {
      for (const row of changed) if (rows.has(row.key)) rows.set(row.key, row)
    },
    outdate() {
      age += 1
    },
    clear() {
      total = undefined
      windows.clear()
      rows.clear()
    },
  }
}

interface HeldWindow {
  readonly keys: readonly string[]
  readonly age: number
}

const MOST_WINDOWS = 20
