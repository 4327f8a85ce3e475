import type { SessionRecord, SessionStatus } from '../../../durable/session-store.ts'
import { hasEnded } from '../../../durable/has-ended.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { summarizeError } from '../../../stores/reading/error-summary.ts'
import { readRoundAttempt, readStoredState, readText } from '../../../stores/reading/read-texts.ts'
import type { StoredState } from '../../../stores/reading/read-texts.ts'
import { createTextReader } from '../../../stores/reading/text-reader.ts'
import { safely } from '../../../strategies/common/safely.ts'
import type { RowAction, RowStatus, SessionRow } from '../../protocol.ts'
import { errorLine } from '../../../drawing/error-line.ts'
import { valueLine } from '../../../drawing/value-line.ts'
import { sleepsNext } from '../../../machine/context.ts'
import { stateText } from '../../../machine/state-text.ts'
import { presumedValue } from './presumed-value.ts'
import { requestOf } from './request-of.ts'

/** What the texts of a session have to say in its row. */
export type RowTexts = Pick<
  SessionRow,
  'state' | 'error' | 'lastResult' | 'attempt' | 'limit' | 'ofAllRounds'
>

/** Whether they have more to say than the rest of its record. */
export const hasRowTexts = ({ status, snapshot, error }: SessionRecord): boolean =>
  status !== 'done' && (snapshot !== null || error !== null)

/** What can be said without them. */
export const briefTexts = (record: SessionRecord): RowTexts => ({
  state: stateText(presumedValue(record)),
  ...attemptOf(record, record.round === 1 ? record.attempt : undefined),
})

/** Reads no more of them than a row shows: of what has failed not its snapshot, whose errors are many. */
export function readRowTexts(record: SessionRecord, plain: ToPlain): RowTexts {
  const { read } = createTextReader()
  const ended = read(record.error, (text) => ({ error: readText(text) }))
  const state = ended === undefined ? read(record.snapshot, readStoredState) : undefined
  const value = state?.value ?? presumedValue(record)
  const failure = ended ?? state?.failure
  const refused = state && refusedIn(state)
  const attempt = safely(() => readRoundAttempt(record), undefined)
  return {
    state: isSetAside(record) && value !== undefined ? `was ${stateText(value)}` : stateText(value),
    ...attemptOf(record, attempt),
    ...(failure !== undefined && { error: errorLine(plain(summarizeError(failure.error), 'error')) }),
    ...(refused !== undefined && { lastResult: valueLine(Object(plain(refused, 'context')).result) }),
  }
}

/** It has ended where it was, and in no state of its own. */
const isSetAside = ({ status }: SessionRecord) => status === 'cancelled' || status === 'quarantined'

/** Where a running session has it, too. */
const refusedIn = ({ context }: StoredState): { readonly result: unknown } | undefined =>
  context.failed === false && sleepsNext(context) ? { result: context.result } : undefined

/** @param inRound - where it is known */
const attemptOf = ({ attempt, attemptLimit }: SessionRecord, inRound: number | undefined) =>
  inRound === undefined
    ? { attempt, ofAllRounds: true as const }
    : { attempt: inRound, ...(attemptLimit !== null && { limit: attemptLimit }) }

/** One line of the list, from what is stored; without whoever runs it. */
export function storedRow(record: SessionRecord, { key, source, id }: RowPlace, texts: RowTexts): SessionRow {
  const { kind, status, dueAt, createdAt, updatedAt } = record
  const asked = requestOf(record)
  return {
    key,
    name: kind,
    kind,
    origin: 'stored',
    source,
    id,
    status,
    ...texts,
    ...(status === 'sleeping' && dueAt !== null && { wakeAt: dueAt }),
    startedAt: createdAt,
    changedAt: updatedAt,
    ...(hasEnded(record) && { endedAt: updatedAt }),
    ...(asked !== undefined && { asked }),
    can: ACTIONS[status],
  }
}

/** Where the row is, and the session's id as it is shown. */
export type RowPlace = Pick<SessionRow, 'key' | 'source'> & { readonly id: string }

const ACTIONS: Readonly<Record<SessionStatus, readonly RowAction[]>> = {
  active: ['cancel'],
  sleeping: ['wake', 'cancel'],
  done: [],
  failed: ['round'],
  cancelled: ['round'],
  quarantined: ['round', 'cancel'],
}

/** The row of a session that somebody runs, or nobody does any more. */
export function withHolder(
  { owner: _owner, leaseUntil: _leaseUntil, ...row }: SessionRow,
  holder: string | undefined,
  leaseUntil: number | null,
): SessionRow {
  if (holder === undefined) return { ...row, status: UNHELD[row.status] ?? row.status }
  return {
    ...row,
    status: HELD[row.status] ?? row.status,
    owner: holder,
    ...(leaseUntil !== null && { leaseUntil }),
  }
}

type OtherStatus = Readonly<Partial<Record<RowStatus, RowStatus>>>

/** What is under way is so only while somebody runs it. */
const UNHELD: OtherStatus = { active: 'interrupted' }
const HELD: OtherStatus = { interrupted: 'active' }
