import { useEffect, useRef } from 'preact/hooks'

import type { RowsToFill } from './rows-to-fill.ts'
import { rowsToFill } from './rows-to-fill.ts'
import { useRenderAgain } from '../state/use-render-again.ts'

/** The rows that show what they hold; the others that could are left to the next frames. */
export function useFilledRows(rows: Omit<RowsToFill, 'filled'>): ReadonlySet<number> {
  const renderAgain = useRenderAgain()
  const before = useRef<ReadonlySet<number>>(new Set())
  const filled = rowsToFill({ ...rows, filled: before.current })
  // An effect runs once its frame is on the screen.
  useEffect(() => {
    before.current = filled
    if (rows.indexes.some((index) => !filled.has(index) && rows.isKnown(index))) renderAgain()
  })
  return filled
}
