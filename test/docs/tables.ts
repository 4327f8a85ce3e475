/**
 * The cells of one column of a page's tables, from all tables that have it, top to bottom.
 *
 * @param heading - the column's heading, as it is written
 */
export function columnOf(text: string, heading: string): string[] {
  return tablesIn(text).flatMap(([head = [], _rule, ...rows]) => {
    const column = head.indexOf(heading)
    return column === -1 ? [] : rows.map((row) => row[column] ?? '')
  })
}

/** Every table as its rows of cells; the second row is the line of dashes. */
const tablesIn = (text: string): string[][][] =>
  [...text.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([table]) => table.trimEnd().split('\n').map(cellsOf))

/** A pipe that belongs to a cell is escaped. */
const cellsOf = (row: string): string[] =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
