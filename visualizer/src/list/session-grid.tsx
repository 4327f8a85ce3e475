import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'

import { writeAddress } from '../address/page-address.ts'
import { useCell } from '../state/use-cell.ts'
import { useNow } from '../state/use-now.ts'
import { usePage } from '../state/use-page.ts'
import { COLUMNS } from './columns.tsx'
import { GridHead } from './grid-head.tsx'
import { GridRow } from './grid-row.tsx'
import { MOST_ROWS } from './rows-in-view.ts'
import { useFilledRows } from './use-filled-rows.ts'
import { useGridCursor } from './use-grid-cursor.ts'
import { useHeldOrder } from './use-held-order.ts'
import { useOpenKey } from './use-open-key.ts'
import { useRowsInView } from './use-rows-in-view.ts'

/** The list: only the rows in view, and the one that has the focus, are in the document. */
export function SessionGrid() {
  const page = usePage()
  const { list } = page
  const { filters, session } = useCell(page.address)
  const openKey = useOpenKey()
  const { sources, isReadOnly } = useCell(page.server)
  const { total, isLoading } = useCell(list.state)
  const grid = useRef<HTMLDivElement>(null)
  const range = useRowsInView(grid, total ?? ROWS_TO_COME)
  const hold = useHeldOrder(page)
  const open = (index: number) => {
    const row = list.at(index)
    if (row !== undefined) page.go({ session: row.key, moment: undefined })
  }
  const cursor = useGridCursor({ grid, list, open, total: Math.min(total ?? 0, MOST_ROWS) })

  useLayoutEffect(() => list.show(range.first, range.last), [list, range])
  const filtersBefore = useRef(filters)
  useLayoutEffect(() => {
    // When it is first shown it is at its top: to scroll there would have it laid out for nothing.
    if (filtersBefore.current !== filters) grid.current?.scrollTo(0, 0)
    filtersBefore.current = filters
  }, [filters])

  // All rows tick at once.
  const second = Math.floor(useNow(page.now) / 1000) * 1000
  const context = useMemo(
    () => ({
      now: second,
      sources,
      hrefOf: ({ key }: { key: string }) => writeAddress({ filters, session: key, moment: undefined }),
    }),
    [second, sources, filters],
  )
  // While no row moves the line that it was in is still there.
  const isOpen = (key: string | undefined) => key !== undefined && (key === session || key === openKey)
  const rows = Math.min(total ?? ROWS_TO_COME, MOST_ROWS)
  const indexes = indexesOf(range, rows, cursor.index)
  const filled = useFilledRows({
    indexes,
    inView: range,
    isKnown: (index) => list.at(index) !== undefined,
  })
  return (
    <div
      ref={grid}
      class="grid"
      role="grid"
      aria-label="Sessions"
      aria-rowcount={rows + 1}
      aria-colcount={COLUMNS.length}
      aria-busy={isLoading}
      onKeyDown={(event) => {
        hold.onKey()
        cursor.onKeyDown(event)
      }}
    >
      <GridHead />
      <div
        class="grid-body"
        role="rowgroup"
        style={{ '--rows': rows }}
        onPointerMove={hold.onPointerMove}
        onPointerDown={hold.onPointerMove}
        onPointerLeave={hold.onPointerLeave}
      >
        {indexes.map((index) => (
          <GridRow
            key={index}
            index={index}
            row={filled.has(index) ? list.at(index) : undefined}
            context={context}
            isReadOnly={isReadOnly}
            isCursor={index === cursor.index}
            isOpen={isOpen(list.at(index)?.key)}
            onFocus={() => cursor.moveTo(index)}
            onOpen={() => open(index)}
          />
        ))}
      </div>
      {total !== undefined && total > MOST_ROWS && (
        <p class="grid-end">{`The first ${MOST_ROWS.toLocaleString('en')}; filter to see the others.`}</p>
      )}
    </div>
  )
}

/** What is shown before it is known how many there are. */
const ROWS_TO_COME = 12

/** Rows beyond the edges, so that scrolling shows no empty ones. */
const BEYOND = 4

function indexesOf({ first, last }: { first: number; last: number }, rows: number, cursor: number): number[] {
  const from = Math.max(first - BEYOND, 0)
  const to = Math.min(last + BEYOND, rows - 1)
  const indexes = Array.from({ length: Math.max(to - from + 1, 0) }, (_, place) => from + place)
  if (cursor < from) indexes.unshift(cursor)
  if (cursor > to && cursor < rows) indexes.push(cursor)
  return indexes
}
