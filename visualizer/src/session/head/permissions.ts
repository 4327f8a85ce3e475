import type { RowAction, RowStatus, SessionDetail, SessionRow } from 'holdfast/visualizer'

import { isOver } from '../words/is-over.ts'
import { GOES_ON, waitsForProgram } from './waits-for-program.ts'

/** Whether a button may be pressed. */
export interface Permission {
  readonly isGiven: boolean
  /** A sentence that says what it would do, or why it does nothing: both are shown. */
  readonly hint: string
}

/** Ends the sleep of a session, or runs one again that has ended. */
export function mayRetry(row: SessionRow, isReadOnly: boolean): Permission {
  if (isReadOnly) return READ_ONLY
  if ((can(row, 'wake') || can(row, 'round')) && waitsForProgram(row))
    return given(`Asks for it: it ${GOES_ON}.`)
  if (can(row, 'wake')) return given('Ends the sleep: the next attempt begins now.')
  if (can(row, 'round')) return given('Runs it again, in a new round of attempts.')
  return refused(
    outOfReach(row) ?? (row.status === 'active' && !isRetry(row) ? NO_RETRY : NOT_TO_RETRY[row.status]),
  )
}

export function mayCancel(row: SessionRow, isReadOnly: boolean): Permission {
  if (isReadOnly) return READ_ONLY
  if (can(row, 'cancel')) return given('Ends it for good: no attempt follows.')
  return refused(outOfReach(row) ?? notToCancel(row))
}

/** Gives what was told of a session; a store keeps none of it. */
export const mayDownload = ({ messages }: Pick<SessionDetail, 'messages'>): Permission =>
  messages.length > 0
    ? given('Gives its messages as a file.')
    : refused('There is no recording to download: no message of it is held.')

const can = ({ can: actions }: SessionRow, action: RowAction) => actions.includes(action)

const given = (hint: string): Permission => ({ isGiven: true, hint })

const refused = (hint: string): Permission => ({ isGiven: false, hint })

const READ_ONLY = refused('This visualizer is read-only.')

const outOfReach = ({ origin, status }: SessionRow): string | undefined => {
  if (origin === 'recorded') return 'A recording shows what happened, and changes nothing.'
  return status === 'lost' ? GONE : undefined
}

const notToCancel = (row: SessionRow): string => {
  if (row.status === 'done') return DONE
  if (isOver(row)) return 'It has ended: there is nothing to cancel.'
  return isRetry(row)
    ? NOTHING_REACHES_IT
    : 'Its machine takes no ABORT in this state: it cannot be cancelled.'
}

/** Other machines have no attempts. */
const isRetry = ({ attempt }: SessionRow) => attempt !== undefined

const NO_RETRY = 'Its machine retries nothing, and has no sleep to end.'

const NO_SLEEP = 'It does not sleep now: there is no sleep to end.'

const GONE = 'Its program is gone: nothing can be asked of it.'

const DONE = 'It is done: there is nothing to retry or to cancel.'

const NOTHING_REACHES_IT = 'Nothing reaches it now: its program is not connected.'

const NOT_STORED = 'It cannot be retried here: no store keeps it, so its program must start it again.'

const NOT_TO_RETRY: Readonly<Record<RowStatus, string>> = {
  active: NO_SLEEP,
  interrupted: NO_SLEEP,
  sleeping: NOTHING_REACHES_IT,
  done: DONE,
  failed: NOT_STORED,
  cancelled: NOT_STORED,
  stopped: NOT_STORED,
  quarantined: NOTHING_REACHES_IT,
  lost: GONE,
}
