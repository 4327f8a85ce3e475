import type { RowPage, SessionRow, Update } from 'holdfast/visualizer'

import type { Filters } from '../address/filters.ts'
import type { Cell } from '../state/cell.ts'
import { createCell } from '../state/cell.ts'
import type { PageClock } from '../state/page-clock.ts'
import { createRowWindows, WINDOW } from './row-windows.ts'
import { messageOf } from '../words/message-of.ts'

/** The rows that match the filters, as they come and change. */
export interface RowList {
  /** Is another one when anything of the list is. */
  readonly state: Cell<RowListState>
  readonly at: (index: number) => SessionRow | undefined
  readonly row: (key: string) => SessionRow | undefined
  readonly indexOf: (key: string) => number | undefined
  /** These rows are in view. */
  show(first: number, last: number): void
  /** Other filters: all is asked anew, and what is there is shown until it comes. */
  filter(filters: Filters): void
  take(update: Update): void
  /** While it is held no row moves; what changes is shown in place. */
  readonly hold: (isHeld: boolean) => void
  /** What is here may be out of date: asks anew, while it is held for what is not here alone. */
  outdate(): void
  /** Asks for the order of now, also while it is held; nothing is asked for before this is called first. */
  readonly refresh: () => void
}

interface RowListState {
  /** Undefined before the first rows have come. */
  readonly total: number | undefined
  /** Rows of other filters than those that were asked for last are still shown. */
  readonly isLoading: boolean
  /** No row moves. */
  readonly isHeld: boolean
  /** How many sessions have changed since the order was asked for. */
  readonly changes: number
  /** Why rows could not be had. */
  readonly problem?: string | undefined
}

export interface RowListOptions {
  readonly clock: PageClock
  readonly filters: Filters
  readonly fetchRows: (
    filters: Filters,
    offset: number,
    limit: number,
    signal: AbortSignal,
  ) => Promise<RowPage>
  /** Is told of every page that comes. */
  readonly onPage: (page: RowPage) => void
}

export function createRowList({ clock, fetchRows, onPage, ...options }: RowListOptions): RowList {
  let filters = options.filters
  const windows = createRowWindows()
  const changed = new Set<string>()
  const state = createCell<RowListState>({
    total: undefined,
    isLoading: true,
    isHeld: false,
    changes: 0,
  })

  let view = { first: 0, last: 0 }
  let isStarted = false
  let isHeld = false
  /** What is under way may move rows, held or not. */
  let mayMove = false
  let lastRefresh = Number.NEGATIVE_INFINITY
  let isRefreshPlanned = false
  let aborter = new AbortController()
  const underWay = new Set<number>()

  const tell = (news: Partial<RowListState> = {}) =>
    state.set({ ...state.value, total: windows.total, changes: changed.size, ...news })

  const isFrozen = () => isHeld && !mayMove

  /** The windows in view that are not here, and those that are out of date if rows may move now. */
  const wanted = () => windows.wanted(view.first, view.last).filter(({ isKnown }) => !isKnown || !isFrozen())

  /** Asks for a few windows at once, and when one has come for those that are in view then. */
  function load(): void {
    if (!isStarted) return
    for (const { window } of wanted()) {
      if (underWay.size >= MOST_AT_ONCE) return
      if (!underWay.has(window)) void loadWindow(window)
    }
  }

  async function loadWindow(window: number): Promise<void> {
    const { signal } = aborter
    underWay.add(window)
    try {
      const page = await fetchRows(filters, window * WINDOW, WINDOW, signal)
      if (signal.aborted) return
      take(window, page)
      onPage(page)
    } catch (error) {
      if (signal.aborted) return
      underWay.delete(window)
      tell({ problem: messageOf(error) })
      return
    }
    underWay.delete(window)
    load()
    if (underWay.size > 0) return
    mayMove = false
    planRefresh()
  }

  function take(window: number, page: RowPage): void {
    // The pointer has come while the order was under way.
    if (windows.isKnown(window) && isFrozen()) return
    if (state.value.isLoading) windows.clear()
    windows.take(window, page)
    tell({ isLoading: false, problem: undefined })
  }

  function startAnew(): void {
    aborter.abort()
    aborter = new AbortController()
    underWay.clear()
    changed.clear()
    windows.outdate()
    lastRefresh = clock.now()
    load()
    tell()
  }

  function planRefresh(): void {
    if (isHeld || isRefreshPlanned || changed.size === 0) return
    isRefreshPlanned = true
    const wait = lastRefresh + REFRESH_AFTER - clock.now()
    clock.setTimer(
      () => {
        isRefreshPlanned = false
        // One that is slow is waited for.
        if (!isHeld && changed.size > 0 && underWay.size === 0) startAnew()
      },
      Math.min(Math.max(wait, 0), REFRESH_AFTER),
    )
  }

  return {
    state,
    at: windows.at,
    row: windows.row,
    indexOf: windows.indexOf,
    show(first, last) {
      if (first === view.first && last === view.last) return
      view = { first, last }
      load()
    },
    filter(next) {
      filters = next
      view = { first: 0, last: Math.min(view.last - view.first, WINDOW - 1) }
      mayMove = true
      tell({ isLoading: true, problem: undefined })
      startAnew()
    },
    take({ rows = [], removed = [] }) {
      windows.patch(rows)
      for (const row of rows) if (windows.row(row.key) ?? couldMatch(row, filters)) changed.add(row.key)
      for (const key of removed) if (windows.row(key)) changed.add(key)
      if (rows.length === 0 && removed.length === 0) return
      tell()
      planRefresh()
    },
    hold(next) {
      isHeld = next
      tell({ isHeld })
      load()
      planRefresh()
    },
    outdate: startAnew,
    refresh() {
      isStarted = true
      mayMove = true
      startAnew()
    },
  }
}

/** Whether the row may be in the list. Words are the server's affair. */
const couldMatch = (row: SessionRow, { status, kind, origin }: Filters) =>
  (status?.includes(row.status) ?? true) &&
  (kind?.includes(row.kind) ?? true) &&
  (origin?.includes(row.origin) ?? true)

/** Milliseconds between two questions for the order, while things change. */
const REFRESH_AFTER = 500

const MOST_AT_ONCE = 2
