import { renderColumns } from '../terminal/columns.ts'
import { paintAs, sign } from './looks.ts'
import type { Paint } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'
import type { SessionRow } from './session-row.ts'

/** The table at the end: what each session took, and what came of it. */
export function renderSummary(rows: readonly SessionRow[], terminalWidth: number, paint: Paint): string {
  const heading = ['', 'session', 'attempts', 'slept', 'outcome'].map((title) => paint('bold', title))
  const body = rows.map((row) => renderRow(row, paint))
  return renderColumns([heading, ...body], { columns: COLUMNS, terminalWidth, tooLong: 'wrap', rules: true })
}

const COLUMNS = [
  { width: 1 },
  { width: 16 },
  { width: 8, alignment: 'right' },
  { width: 6, alignment: 'right' },
] as const

const renderRow = ({ state, name, attempt, slept, why }: SessionRow, paint: Paint): string[] => [
  sign(state, paint),
  name,
  String(attempt),
  seconds(slept),
  `${paintAs(state, state, paint)}: ${why}`,
]
