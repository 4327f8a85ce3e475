import type { SessionDetail } from 'holdfast/visualizer'

import { STATUS_WORDS } from '../../list/statuses.ts'
import { countOf } from '../../words/describe-report.ts'
import { failuresOf } from '../errors/failures-of.ts'
import { errorInLine } from '../words/in-line.ts'
import { cancelledLine, whyCancelled } from './why-cancelled.ts'

/** What is to be known of a session before all else, in one line. */
export interface Headline {
  /** Something failed, something is to be looked at, or neither. */
  readonly tone: 'bad' | 'warning' | 'calm'
  readonly text: string
}

/** What failed last, and what came of it. */
export function headline(detail: SessionDetail): Headline {
  const { row, stored } = detail
  const cancelled = whyCancelled(detail)
  if (cancelled !== undefined) return calm(cancelledLine(cancelled))
  const error = row.error ?? storedError(stored)
  const loss = lossOf(detail)
  if (loss !== undefined) return warning(error === undefined ? loss : `${loss}; the last error: ${error}`)
  if (error !== undefined) return { tone: 'bad', text: error }
  if (row.lastResult !== undefined) return warning(`Result not accepted: ${row.lastResult}`)
  return calm(comeThrough(detail) ?? `Nothing has failed${roundOf(detail) > 1 ? ' in this round' : ''}`)
}

const calm = (text: string): Headline => ({ tone: 'calm', text })

const warning = (text: string): Headline => ({ tone: 'warning', text })

const roundOf = ({ stored }: SessionDetail) => stored?.record.round ?? 1

const storedError = (stored: SessionDetail['stored']): string | undefined =>
  stored?.error === undefined || stored.error === null ? undefined : errorInLine(stored.error)

/** Why nobody knows what became of it. */
function lossOf({ row: { status, origin, attempt } }: SessionDetail): string | undefined {
  if (status !== 'lost' || origin === 'stored') return undefined
  const why = origin === 'live' ? 'Its program went away' : 'The recording ends before it does'
  return `${why}; nobody knows what became of ${attempt === undefined ? 'it' : `attempt ${attempt}`}`
}

/** What had failed of one that has not: `Done after 2 failures, the last: Error: down`. */
function comeThrough({ row, messages, forgotten }: SessionDetail): string | undefined {
  const failures = failuresOf(messages)
  const [last] = failures
  const word = STATUS_WORDS[row.status]
  if (last !== undefined) {
    const count = failures.reduce((sum, each) => sum + each.count, 0)
    const least = forgotten > 0 ? 'at least ' : ''
    return `${word} after ${least}${countOf(count, 'failure')}, the last: ${last.text}`
  }
  const { status, attempt = 1 } = row
  return status === 'done' && attempt > 1 ? `${word} with attempt ${attempt}` : undefined
}
