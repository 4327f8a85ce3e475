import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

import type { RowRange, Viewport } from './rows-in-view.ts'
import { rowsInView } from './rows-in-view.ts'

/** The rows that are in view, as the grid is scrolled and changes its size. */
export function useRowsInView(grid: RefObject<HTMLElement | null>, total: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 })
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null) return undefined
    let { rowHeight } = viewportOf(element)

    const read = () => {
      const next = rowsInView(viewportOf(element), total)
      setRange((seen) => (seen.first === next.first && seen.last === next.last ? seen : next))
    }
    const resized = new ResizeObserver(() => {
      const { top, rowHeight: newHeight } = viewportOf(element)
      // Rows may be lower or higher now; the first one stays.
      if (newHeight !== rowHeight) element.scrollTop = (top / rowHeight) * newHeight
      rowHeight = newHeight
      read()
    })
    read()
    resized.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [grid, total])
  return range
}

/** The height of rows comes from the style sheet, which knows how wide the list is. */
export function viewportOf(grid: HTMLElement): Viewport {
  const { scrollTop, clientHeight } = grid
  const rowHeight = Number.parseFloat(getComputedStyle(grid).getPropertyValue('--row-height'))
  const headHeight = grid.querySelector<HTMLElement>('.grid-head')?.offsetHeight ?? 0
  return { top: scrollTop, height: clientHeight - headHeight, rowHeight }
}
