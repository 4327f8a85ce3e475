import type { SessionDetail } from 'holdfast/visualizer'

import { describeRequest, REQUEST_WORDS } from '../../words/describe-request.ts'
import { age } from '../../words/times.ts'

/**
 * What was asked of a session in its store and is not done yet, by whom and when; who does it, and when. Undefined where
 * nothing was.
 */
export function requestLine(
  { row, stored }: Pick<SessionDetail, 'row' | 'stored'>,
  now: number,
): string | undefined {
  const { asked } = row
  if (asked === undefined) return undefined
  const owner = row.owner ?? (row.origin === 'live' ? 'its program' : undefined)
  const leaseUntil = stored?.record.leaseUntil
  const words = REQUEST_WORDS[asked]
  const facts = { asked, owner, ...(leaseUntil !== undefined && { leaseUntil }) }
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${askedBy(asked, stored, now)}: ${describeRequest(facts, now)}`
}

function askedBy(asked: 'wake' | 'cancel', stored: SessionDetail['stored'], now: number): string {
  const event = stored?.history.findLast(({ type }) => type === `${asked}Requested`)
  if (event === undefined) return ''
  return `${event.by === null ? '' : ` by ${event.by}`}, ${age(now - event.at)} ago`
}
