import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'

import type { RowRange, Viewport } from './rows-in-view.ts'
import { MOST_ROWS, rowsInView, within } from './rows-in-view.ts'

/** The rows that are in view, as the grid is scrolled and changes its size. */
export function useRowsInView(grid: RefObject<HTMLElement | null>, total: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 })
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null) return undefined
    let rowHeight: number | undefined

    const show = (viewport: Viewport) => {
      const next = rowsInView(viewport, MOST_ROWS)
      setRange((seen) => (seen.first === next.first && seen.last === next.last ? seen : next))
    }
    // It reads once the grid is laid out: here, that would have to be done for this alone.
    const resized = new ResizeObserver(() => {
      const viewport = viewportOf(element)
      const { top, rowHeight: newHeight } = viewport
      const before = rowHeight
      rowHeight = newHeight
      if (before === undefined || before === newHeight) return show(viewport)
      // Rows are lower or higher now; the first one stays.
      element.scrollTop = (top / before) * newHeight
      show(viewportOf(element))
    })
    const onScroll = () => show(viewportOf(element))
    resized.observe(element)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [grid])
  return useMemo(() => within(range, total), [range, total])
}

/** The height of rows comes from the style sheet, which knows how wide the list is. */
export function viewportOf(grid: HTMLElement): Viewport {
  const { scrollTop, clientHeight } = grid
  const rowHeight = Number.parseFloat(getComputedStyle(grid).getPropertyValue('--row-height'))
  const headHeight = grid.querySelector<HTMLElement>('.grid-head')?.offsetHeight ?? 0
  return { top: scrollTop, height: clientHeight - headHeight, rowHeight }
}
