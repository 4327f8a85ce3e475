import { useLayoutEffect, useReducer } from 'preact/hooks'

import type { Cell } from './cell.ts'

/** The cell's value; the component is rendered again, at most once a frame, when it changes. */
export function useCell<T>(cell: Cell<T>): T {
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0)
  useLayoutEffect(() => cell.subscribe(() => renderAgain(undefined)), [cell])
  return cell.value
}
