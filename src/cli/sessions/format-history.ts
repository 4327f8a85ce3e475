import type { SessionEvent } from '../../durable/session-store.ts'
import { ownerName } from '../../stores/reading/owner-name.ts'
import { formatTable } from '../format/format-table.ts'
import type { Column } from '../format/format-table.ts'
import { dated } from '../format/from-now.ts'
import { printable } from '../format/printable.ts'
import type { Styler } from '../format/style-for.ts'

/** The history of a session as a table. */
export const formatHistory = (
  history: readonly SessionEvent[],
  now: number,
  width: number | undefined,
  style: Styler,
): string => formatTable(columns(now), history, width, style)

const columns = (now: number): readonly Column<SessionEvent>[] => [
  { title: 'WHEN', cell: ({ at }) => dated(at, now) },
  { title: 'WHAT', cell: ({ type }) => type },
  { title: 'ATTEMPT', cell: ({ attempt }) => String(attempt) },
  { title: 'BY', cell: ({ by }) => (by === null ? '' : printable(ownerName(by))), gives: true },
  { title: 'NOTE', cell: ({ note }) => printable(note ?? ''), gives: true },
]
