import type { Command, CommandReport, RowStatus } from 'holdfast/visualizer'

/** What came of something that a person asked for, in words. */
export interface Outcome {
  readonly isGood: boolean
  readonly text: string
}

/**
 * Says what came of a command to one session.
 *
 * @param name - the session's
 * @param status - what it was when the command was given
 */
export function describeReport(
  command: Command,
  report: CommandReport,
  name: string,
  status: RowStatus,
): Outcome {
  const [refusal] = report.refused
  if (refusal !== undefined) return { isGood: false, text: `${name} ${refusal.reason}` }
  if (report.done === 0) return { isGood: false, text: `${name} is not there any more` }
  return { isGood: true, text: `${name} ${DONE[command](status)}` }
}

/** Says why a request did not get through. */
export const describeFailure = (what: string, failure: unknown): Outcome => ({
  isGood: false,
  text: `${what}: ${failure instanceof Error ? failure.message : String(failure)}`,
})

const DONE: Readonly<Record<Command, (status: RowStatus) => string>> = {
  retry: (status) =>
    status === 'sleeping' ? 'is woken: its next attempt begins' : 'runs again, in a new round of attempts',
  cancel: () => 'is asked to end',
}
