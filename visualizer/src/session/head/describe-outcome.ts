import type { Command, CommandReport, SessionRow } from 'holdfast/visualizer'

import { GOES_ON, waitsForProgram } from './waits-for-program.ts'
import { messageOf } from '../../words/message-of.ts'

/** What came of something that a person asked for, in words. */
export interface Outcome {
  readonly tone: 'good' | 'bad' | 'plain'
  readonly text: string
}

type CommandedRow = Pick<SessionRow, 'name' | 'status' | 'origin' | 'owner'>

/**
 * Says what came of a command to one session, at first.
 *
 * @param row - the session, as it was when the command was given
 */
export function describeOutcome(command: Command, report: CommandReport, row: CommandedRow): Outcome {
  const { name } = row
  const [refusal] = report.refused
  if (refusal !== undefined) return { tone: 'bad', text: `${name} ${refusal.reason}` }
  if (report.done === 0) return { tone: 'bad', text: `${name} is not there any more` }
  return { tone: 'plain', text: command === 'cancel' ? `${name} is asked to end` : retried(row) }
}

/** Says why a request did not get through. */
export const describeFailure = (what: string, failure: unknown): Outcome => ({
  tone: 'bad',
  text: `${what}: ${messageOf(failure)}`,
})

function retried(row: CommandedRow): string {
  const { name, status } = row
  if (waitsForProgram(row)) return `Asked for: ${name} ${GOES_ON}`
  return status === 'sleeping'
    ? `${name} is woken: its next attempt begins`
    : `${name} runs again, in a new round of attempts`
}
