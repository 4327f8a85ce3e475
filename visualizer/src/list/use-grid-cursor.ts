import type { RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

import type { RowList } from './row-list.ts'
import { rowByKey, topToSee } from './rows-in-view.ts'
import { viewportOf } from './use-rows-in-view.ts'
import { useRenderAgain } from '../state/use-render-again.ts'

interface GridCursorOptions {
  readonly grid: RefObject<HTMLElement | null>
  readonly list: RowList
  readonly total: number
  readonly open: (index: number) => void
}

/** The row that a keyboard user is on. It stays on its session when rows move. */
export function useGridCursor({ grid, list, total, open }: GridCursorOptions) {
  // Keys come faster than frames: each goes on from where the one before has led.
  const cursor = useRef<Cursor>({ index: 0 })
  const renderAgain = useRenderAgain()

  const currentIndex = () => {
    const { index, key } = cursor.current
    const found = key === undefined ? undefined : list.indexOf(key)
    return Math.max(Math.min(found ?? index, total - 1), 0)
  }
  const moveTo = (index: number) => {
    if (index === currentIndex() && cursor.current.key !== undefined) return
    cursor.current = { index, key: list.at(index)?.key }
    renderAgain()
  }
  const index = currentIndex()

  // Read before the row that has it may leave the document.
  const wasOnRow = isOnRow()
  useLayoutEffect(() => {
    if (!wasOnRow) return
    const row = grid.current?.querySelector<HTMLElement>(`${ROW}[tabindex="0"]`)
    // To focus it again would have the page laid out for nothing.
    if (row !== document.activeElement) row?.focus({ preventScroll: true })
  }, [grid, index])

  return {
    index,
    moveTo,
    onKeyDown(event: TargetedKeyboardEvent<HTMLElement>) {
      const element = grid.current
      if (element === null || !isOnRow() || event.ctrlKey || event.metaKey || event.altKey) return
      const viewport = viewportOf(element)
      const rowsInPage = Math.max(Math.floor(viewport.height / viewport.rowHeight) - 1, 1)
      const current = currentIndex()
      if (event.key === 'Enter') open(current)
      const next = rowByKey(event.key, current, { rowsInPage, total })
      if (next === undefined) return
      event.preventDefault()
      const top = topToSee(next, viewport)
      if (top !== undefined) element.scrollTop = top
      moveTo(next)
    },
  }
}

interface Cursor {
  readonly index: number
  /** Undefined when the row is not there yet. */
  readonly key?: string | undefined
}

/** Not on a button within one, or in the head. */
const isOnRow = () => document.activeElement?.matches(ROW) ?? false

const ROW = '.grid-body > [role="row"]'
