import { getBorderCharacters, table } from 'table'

interface Column {
  readonly width: number
  readonly alignment?: 'right'
}

export interface ColumnOptions {
  /** All columns but the last, which takes the width that is left. */
  readonly columns: readonly Column[]
  readonly terminalWidth: number
  /** What is too long for its column is cut, or goes on in the next line. */
  readonly tooLong: 'cut' | 'wrap'
  /** Rules around the whole and below the first row. @default false */
  readonly rules?: boolean
}

/** Puts the cells of each row side by side in columns, within the width of the terminal. */
export function renderColumns(rows: readonly (readonly string[])[], options: ColumnOptions): string {
  const { columns, terminalWidth, tooLong, rules = false } = options
  const taken = columns.reduce((sum, { width }) => sum + GAP + width, GAP)
  // One column stays free: a terminal that is written to its edge may break the line.
  const last = { width: Math.max(terminalWidth - 1 - taken, NARROWEST) }
  const text = table(
    rows.map((row) => [...row]),
    {
      border: getBorderCharacters('norc'),
      drawVerticalLine: () => false,
      drawHorizontalLine: (line, lines) => rules && (line < 2 || line === lines),
      columnDefault: { paddingLeft: GAP, paddingRight: 0, wrapWord: true },
      columns: [...columns, last].map((column) =>
        tooLong === 'cut' ? { ...column, truncate: column.width } : column,
      ),
    },
  )
  return text.replaceAll(/ +$/gm, '')
}

const GAP = 2
const NARROWEST = 4
