import { formatDuration } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

/** Who runs a session, in words; undefined for one that has ended, or of which nobody knows. */
export function describeWorker(
  { row, stored }: Pick<SessionDetail, 'row' | 'stored'>,
  now: number,
): string | undefined {
  if (row.origin === 'recorded' || (row.status !== 'active' && row.status !== 'sleeping')) return undefined
  const owner = stored?.holder ?? row.owner
  if (owner !== undefined) return `${owner}${describeLease(row.leaseUntil ?? stored?.record.leaseUntil, now)}`
  return row.origin === 'live' ? undefined : 'no worker: it runs when its program does'
}

function describeLease(until: number | null | undefined, now: number): string {
  if (until === undefined || until === null) return ''
  const left = until - now
  return left > 0 ? `, lease for ${roughly(left)} more` : `, lease ran out ${roughly(-left)} ago`
}

/** A lease is renewed all the time: parts of a second only flicker. */
const roughly = (ms: number) => (ms < 1000 ? 'less than 1 s' : formatDuration(Math.floor(ms / 1000) * 1000))
