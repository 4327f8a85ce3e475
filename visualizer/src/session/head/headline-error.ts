import type { SessionDetail } from 'holdfast/visualizer'

import { errorInLine } from '../words/in-line.ts'

/** What failed last, in one line; undefined when nothing has. */
export function headlineError({ row, stored }: SessionDetail): string | undefined {
  if (row.error !== undefined) return row.error
  return stored?.error === undefined || stored.error === null ? undefined : errorInLine(stored.error)
}
