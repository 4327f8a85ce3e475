import { useLayoutEffect } from 'preact/hooks'

import type { Cell } from './cell.ts'
import { useRenderAgain } from './use-render-again.ts'

/** The cell's value; the component is rendered again, at most once a frame, when it changes. */
export function useCell<T>(cell: Cell<T>): T {
  const renderAgain = useRenderAgain()
  useLayoutEffect(() => cell.subscribe(renderAgain), [cell])
  return cell.value
}
