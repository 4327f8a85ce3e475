import type { RowAction, RowStatus, SessionRow } from 'holdfast/visualizer'

import { isOver } from '../words/is-over.ts'
import { GOES_ON, waitsForProgram } from './waits-for-program.ts'

/** Whether a button may be pressed, and what it would do or why not: both are shown. */
export interface Permission {
  readonly isGiven: boolean
  readonly hint: string
}

/** Ends the sleep of a session, or runs one again that has ended. */
export function mayRetry(row: SessionRow, isReadOnly: boolean): Permission {
  if (isReadOnly) return READ_ONLY
  if ((can(row, 'wake') || can(row, 'round')) && waitsForProgram(row))
    return given(`asks for it: it ${GOES_ON}`)
  if (can(row, 'wake')) return given('ends the sleep: the next attempt begins now')
  if (can(row, 'round')) return given('runs it again, in a new round of attempts')
  return refused(
    outOfReach(row) ?? (row.status === 'active' && !isRetry(row) ? NO_RETRY : NOT_TO_RETRY[row.status]),
  )
}

export function mayCancel(row: SessionRow, isReadOnly: boolean): Permission {
  if (isReadOnly) return READ_ONLY
  if (can(row, 'cancel')) return given('ends it for good: no attempt follows')
  const reason = isOver(row) ? 'it has ended' : isRetry(row) ? NOTHING_REACHES_IT : TAKES_NO_EVENT
  return refused(outOfReach(row) ?? reason)
}

const can = ({ can: actions }: SessionRow, action: RowAction) => actions.includes(action)

const given = (hint: string): Permission => ({ isGiven: true, hint })

const refused = (hint: string): Permission => ({ isGiven: false, hint })

const READ_ONLY = refused('this visualizer is read-only')

const outOfReach = ({ origin, status }: SessionRow): string | undefined => {
  if (origin === 'recorded') return 'a recording shows what happened, and changes nothing'
  return status === 'lost' ? 'its program is gone' : undefined
}

/** Other machines have no attempts. */
const isRetry = ({ attempt }: SessionRow) => attempt !== undefined

const NO_RETRY = 'its machine retries nothing, and has no sleep to end'

const TAKES_NO_EVENT = 'its machine takes no ABORT in this state'

const NOTHING_REACHES_IT = 'nothing reaches it now: its program is not connected'

const NOT_STORED = 'it has ended and no store keeps it: its program must start it again'

const NOT_TO_RETRY: Readonly<Record<RowStatus, string>> = {
  active: 'it does not sleep now, so there is no sleep to end',
  sleeping: NOTHING_REACHES_IT,
  done: 'it is done',
  failed: NOT_STORED,
  cancelled: NOT_STORED,
  stopped: NOT_STORED,
  quarantined: NOTHING_REACHES_IT,
  lost: 'its program is gone',
}
