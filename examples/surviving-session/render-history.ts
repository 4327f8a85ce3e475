import type { SessionEvent } from 'holdfast'
import { renderColumns } from '../terminal/columns.ts'
import type { Paint } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'

/**
 * What the store has written down, revision by revision.
 *
 * @param processes - the names of those who held the session, in their order
 */
export function renderHistory(
  history: readonly SessionEvent[],
  processes: readonly string[],
  terminalWidth: number,
  paint: Paint,
): string {
  const owners = [...new Set(history.map(({ by }) => by))]
  const begun = history[0]?.at ?? 0
  const heading = ['rev', 'at', 'event', 'attempt', 'by'].map((title) => paint('bold', title))
  const body = history.map(({ rev, at, type, attempt, by }) => [
    String(rev),
    seconds(at - begun),
    type,
    String(attempt),
    processes[owners.indexOf(by)] ?? '',
  ])
  return renderColumns([heading, ...body], { columns: COLUMNS, terminalWidth, tooLong: 'cut', rules: true })
}

const COLUMNS = [
  { width: 3, alignment: 'right' },
  { width: 6, alignment: 'right' },
  { width: 8 },
  { width: 7, alignment: 'right' },
] as const
