import type { SessionDetail, SessionRow } from 'holdfast/visualizer'

import { STATUS_WORDS } from '../../list/statuses.ts'
import { countOf } from '../../words/describe-report.ts'
import { failuresOf } from '../errors/failures-of.ts'
import { errorInLine } from '../words/in-line.ts'
import { scopeOf } from '../words/scope-of.ts'
import { GOES_ON, standsStill } from './waits-for-program.ts'
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
  const last = error ?? row.lastFailure
  const standstill =
    roundAsked(detail, error) ?? withLast(interruptionOf(row) ?? quarantineOf(detail) ?? lossOf(row), last)
  if (standstill !== undefined) return warning(standstill)
  if (error !== undefined) return { tone: 'bad', text: error }
  if (row.lastResult !== undefined) return warning(`Result not accepted: ${row.lastResult}`)
  if (row.status === 'failed') return { tone: 'bad', text: 'Nothing is known of its error' }
  return calm(comeThrough(detail) ?? nothingFailed(detail))
}

const calm = (text: string): Headline => ({ tone: 'calm', text })

const warning = (text: string): Headline => ({ tone: 'warning', text })

const storedError = (stored: SessionDetail['stored']): string | undefined =>
  stored?.error === undefined || stored.error === null ? undefined : errorInLine(stored.error)

const withLast = (text: string | undefined, error: string | undefined): string | undefined =>
  text === undefined || error === undefined ? text : `${text}; the last error: ${error}`

/** That it is to run again, and how it had ended. */
function roundAsked({ row, stored }: SessionDetail, error: string | undefined): string | undefined {
  if (stored === undefined || row.status !== 'sleeping' || row.attempt !== 0) return undefined
  const { history, record } = stored
  const { round } = record
  if (round === 1) return undefined
  const asked = `Round ${round} is asked for${standsStill(row) ? `: it ${GOES_ON}` : ''}`
  const ended = history[history.findLastIndex(({ type }) => type === 'retried') - 1]
  if (ended === undefined) return withLast(asked, error)
  const isFailed = ended.type === 'failed'
  const known = `${asked}; round ${round - 1} ${isFailed ? '' : 'was '}${ended.type}`
  return isFailed && error !== undefined ? `${known}: ${error}` : withLast(known, error)
}

/** That nobody goes on with what it was doing. */
function interruptionOf({ status, attempt = 0, ofAllRounds }: SessionRow): string | undefined {
  if (status !== 'interrupted') return undefined
  const what = attempt === 0 || ofAllRounds ? 'an attempt' : `attempt ${attempt}`
  return `Its program went away in ${what}; it ${GOES_ON}`
}

/** Why it waits for somebody to look, as its store says. */
function quarantineOf({ row, stored }: SessionDetail): string | undefined {
  if (row.status !== 'quarantined') return undefined
  const why = stored?.history.findLast(({ type }) => type === 'quarantined')?.note ?? undefined
  return `In quarantine${why === undefined ? '' : `: ${why}`}`
}

/** Why nobody knows what became of it, or of what: an attempt after which it slept has failed. */
function lossOf({ status, origin, state, attempt }: SessionRow): string | undefined {
  if (status !== 'lost' || origin === 'stored') return undefined
  const why = origin === 'live' ? 'Its program went away' : 'The recording ends before it does'
  const [phase] = attempt === undefined ? [] : state.split('.')
  if (phase === 'sleeping') return `${why}, in its sleep after attempt ${attempt}`
  return `${why}; nobody knows what became of ${phase === 'attempting' ? `attempt ${attempt}` : 'it'}`
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
  const { status, attempt = 1, lastFailure } = row
  if (lastFailure !== undefined) return `${word} after at least 1 failure, the last: ${lastFailure}`
  return status === 'done' && attempt > 1 ? `${word} with attempt ${attempt}` : undefined
}

/** No more than what is held says. */
function nothingFailed({ row, stored, messages, forgotten }: SessionDetail): string {
  const scope = scopeOf(messages, forgotten)
  if (scope !== undefined) return `Nothing has failed ${scope}; earlier ones are no longer held`
  const { attempt = 1, ofAllRounds } = row
  const mayHave = stored?.problem !== undefined || (attempt > 1 && !ofAllRounds)
  if (messages.length === 0 && mayHave) return 'Nothing is known to have failed'
  return `Nothing has failed${(stored?.record.round ?? 1) > 1 ? ' in this round' : ''}`
}
