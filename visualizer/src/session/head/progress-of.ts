import type { Command, SessionDetail } from 'holdfast/visualizer'

import { STATUS_WORDS } from '../../list/statuses.ts'
import { isOver } from '../words/is-over.ts'
import type { Outcome } from './describe-outcome.ts'
import { nextAttempt } from './next-attempt.ts'

/** A command that was taken. */
export interface TakenCommand {
  readonly command: Command
  /** The session as it was when the command was given. */
  readonly before: SessionDetail
}

export interface Progress extends Outcome {
  /** Nothing more comes of it. */
  readonly isSettled: boolean
}

/** What has come of a command since it was taken; undefined while nothing has. */
export const progressOf = (taken: TakenCommand, now: SessionDetail): Progress | undefined =>
  taken.command === 'cancel' ? progressOfCancel(taken.before, now) : progressOfRetry(taken.before, now)

function progressOfCancel(before: SessionDetail, { row }: SessionDetail): Progress | undefined {
  if (row.status === 'cancelled')
    return { tone: 'good', text: 'Cancelled: no attempt follows', isSettled: true }
  // One that is in quarantine can be cancelled.
  if (!isOver(row) || isOver(before.row)) return undefined
  return { tone: 'plain', text: `It has ended: ${STATUS_WORDS[row.status].toLowerCase()}`, isSettled: true }
}

function progressOfRetry(before: SessionDetail, now: SessionDetail): Progress | undefined {
  const attempt = nextAttempt(before, now)
  if (attempt === undefined) return undefined
  const { name, end } = attempt
  const { round } = now.stored?.record ?? {}
  const isRound = isOver(before.row)
  const what = isRound ? (round === undefined ? 'A new round' : `Round ${round}`) : 'Woken'
  if (end !== undefined) return { tone: end.tone, text: `${what}: ${end.text}`, isSettled: true }
  const text = isRound ? `${what} has begun: ${name} runs` : `${what}: ${name} has begun`
  return { tone: 'plain', text, isSettled: false }
}
