import type { SessionDetail } from 'holdfast/visualizer'

import { STATUS_WORDS } from '../../list/statuses.ts'
import { cancelledLine, whyCancelled } from '../head/why-cancelled.ts'
import { isOver } from '../words/is-over.ts'
import type { Failures } from './failures-of.ts'
import { lastErrorIn } from './failures-of.ts'

/** What is shown above the table of what failed. */
export interface ShownError {
  /** How the error is to be read; undefined where it speaks for itself. */
  readonly remark?: string
  /** Undefined where there is none to show. */
  readonly error?: unknown
}

interface Seen {
  readonly detail: SessionDetail
  /** The messages up to the moment that is shown. */
  readonly seen: SessionDetail['messages']
  /** In those. */
  readonly failures: readonly Failures[]
  /** Whether the session is shown as it is now. */
  readonly isNow: boolean
  /** Which messages are held, where those are not all: `in the last 500 messages`. */
  readonly scope: string | undefined
}

/** The error with which a session has ended, or its last one; of one that was cancelled, or is done, what failed before. */
export function shownError({ detail, seen, failures, isNow, scope }: Seen): ShownError {
  const stored = isNow ? (detail.stored?.error ?? undefined) : undefined
  const ended = lastErrorIn(seen, failures) ?? stored
  const [last] = failures
  const hasEnded = isNow ? isOver(detail.row) : seen.at(-1)?.type === 'end'
  const cancelled = hasEnded ? whyCancelled(detail) : undefined
  if (cancelled !== undefined) {
    const { lastError: _, ...how } = cancelled
    const line = `${cancelledLine(how)}.`
    if (last !== undefined) return { remark: `${line} What failed last:`, error: last.error }
    return ended === undefined
      ? { remark: `${line} No attempt is known to have failed.` }
      : { remark: line, error: ended }
  }
  if (ended !== undefined) return { error: ended }
  if (last !== undefined)
    return { remark: `${STATUS_WORDS[detail.row.status]} in the end. What failed last:`, error: last.error }
  const { lastResult } = detail.row
  const result = isNow && lastResult !== undefined ? `; the last result was not accepted: ${lastResult}` : ''
  return { remark: `${nothingFailed(seen, scope)}${result}.` }
}

function nothingFailed(seen: SessionDetail['messages'], scope: string | undefined): string {
  if (seen.length === 0) return 'Nothing is known to have failed'
  return scope === undefined ? 'Nothing has failed' : `Nothing has failed ${scope}`
}
