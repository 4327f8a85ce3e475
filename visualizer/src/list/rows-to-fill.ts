import type { RowRange } from './rows-in-view.ts'

export interface RowsToFill {
  /** The places of the rows that are in the document. */
  readonly indexes: readonly number[]
  readonly inView: RowRange
  /** Those that showed what they hold in the frame before. */
  readonly filled: ReadonlySet<number>
  /** Whether what the row holds has come. */
  readonly isKnown: (index: number) => boolean
}

/**
 * The rows that show what they hold in this frame: all those that did before, and some that are new, those in view
 * first. A list of rows that are all new is too much for one frame, in which the page would not answer.
 */
export function rowsToFill({ indexes, inView, filled, isKnown }: RowsToFill): ReadonlySet<number> {
  const known = indexes.filter(isKnown)
  const isInView = (index: number) => index >= inView.first && index <= inView.last
  const byNeed = [...known.filter(isInView), ...known.filter((index) => !isInView(index))]
  const news = byNeed.filter((index) => !filled.has(index)).slice(0, ROWS_A_FRAME)
  return new Set([...known.filter((index) => filled.has(index)), ...news])
}

export const ROWS_A_FRAME = 8
