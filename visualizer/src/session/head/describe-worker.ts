import { formatDuration } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

import { isOver } from '../words/is-over.ts'

/** Who runs a session, in words. */
export interface ShownWorker {
  readonly text: string
  /** For a tooltip: what changes by the second moves nothing there. */
  readonly lease?: string
}

/** Undefined for a session that has ended, or was recorded. */
export function describeWorker(
  { row, stored }: Pick<SessionDetail, 'row' | 'stored'>,
  now: number,
): ShownWorker | undefined {
  if (row.origin === 'recorded') return undefined
  if (row.status === 'lost') return { text: 'none: its program is gone' }
  if (isOver(row)) return undefined
  const owner = stored?.holder ?? row.owner
  if (owner === undefined)
    return row.origin === 'live' ? undefined : { text: 'no worker: it runs when its program does' }
  const until = row.leaseUntil ?? stored?.record.leaseUntil ?? undefined
  if (until === undefined) return { text: owner }
  const left = until - now
  return left > 0
    ? { text: owner, lease: `lease for ${roughly(left)} more` }
    : { text: `${owner}, lease has run out`, lease: `lease ran out ${roughly(-left)} ago` }
}

/** A lease is renewed all the time: parts of a second only flicker. */
const roughly = (ms: number) => (ms < 1000 ? 'less than 1 s' : formatDuration(Math.floor(ms / 1000) * 1000))
