/** What a benchmark prints: the first column names, the others hold measurements. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The table in Markdown, its columns padded so that a terminal shows them straight too. */
export function renderTable({ columns, rows }: Table): string {
  const widths = columns.map((_, column) =>
    Math.max(3, ...[columns, ...rows].map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => dashes(width, column)).join(' | ')} |`
  return [line(columns), rule, ...rows.map(line)].join('\n')
}

const pad = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width)

const dashes = (width: number, column: number) =>
  column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`
