import type { SessionDetail } from 'holdfast/visualizer'

import { isOver } from '../session/words/is-over.ts'

/** What was last known of a session that nobody tells of any more: it counts no time down, and takes no command. */
export function goneDetail(detail: SessionDetail): SessionDetail {
  const { wakeAt: _, ...row } = detail.row
  return { ...detail, row: { ...row, status: isOver(row) ? row.status : 'lost', source: GONE, can: [] } }
}

/** Another source may have the id of its own by now. */
const GONE = 'no longer known'
