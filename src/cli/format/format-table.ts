import type { Style, Styler } from './style-for.ts'
import { fit, widthOf } from '../../width-of.ts'

/** A column of a table, whose rows are `Row`s. */
export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly style?: (row: Row) => Style | undefined
  /** It is cut where the table would be too wide. */
  readonly gives?: boolean
}

/**
 * A table with a line of titles, its columns aligned.
 *
 * @param width - of the terminal; undefined where there is none: nothing is cut then
 */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number | undefined,
  style: Styler,
): string {
  const cells = columns.map(({ title, cell }) => [title, ...rows.map(cell)])
  const widths = narrow(
    cells.map((column) => Math.max(...column.map(widthOf))),
    columns.map(({ gives = false }) => gives),
    width,
  )
  const line = (index: number, styleOf: (column: Column<Row>) => Style | undefined) =>
    columns
      .map((column, at) => {
        // Every column has a width and this cell.
        const text = fit(cells[at]![index]!, widths[at]!)
        const isLast = at === columns.length - 1
        return style(styleOf(column), text) + ' '.repeat(isLast ? 0 : widths[at]! - widthOf(text) + GAP)
      })
      .join('')
      .trimEnd()
  return [
    line(0, () => 'bold'),
    ...rows.map((row, index) => line(index + 1, (column) => column.style?.(row))),
  ].join('\n')
}

const GAP = 2

/** What a column keeps at least. */
const NARROWEST = 6

/** Takes from the widest of the columns that give, until all fit or none has anything left. */
function narrow(widths: readonly number[], gives: readonly boolean[], width = Infinity): readonly number[] {
  const narrowed = [...widths]
  const total = () => narrowed.reduce((sum, each) => sum + each + GAP, -GAP)
  while (total() > width) {
    const givable = narrowed.map((each, at) => (gives[at] ? each : 0))
    const widest = Math.max(...givable)
    if (widest <= NARROWEST) break
    narrowed[givable.indexOf(widest)]! -= 1
  }
  return narrowed
}
