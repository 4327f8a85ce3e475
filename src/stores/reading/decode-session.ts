import type { SessionRecord } from '../../durable/session-store.ts'
import { stateText } from '../../machine/state-text.ts'
import { summarizeError } from './error-summary.ts'
import type { ErrorSummary } from './error-summary.ts'
import { readStoredState, readText } from './read-texts.ts'
import { createTextReader } from './text-reader.ts'

/** What the texts of a session say, as far as it can be read without the program that wrote them. */
export interface DecodedSession {
  /** `sleeping.resting`; null where it has no snapshot. */
  readonly state: string | null
  /** The attempt within the round. */
  readonly attemptNumber: number | null
  /** Milliseconds of the sleep that it is in. */
  readonly sleepLeft: number | null
  /** What it failed with, or its last attempt did. */
  readonly error: ErrorSummary | null
  /** Why texts could not be read: the program may have written them in a form of its own. */
  readonly problem: string | null
}

export function decodeSession(record: SessionRecord, now: number): DecodedSession {
  const { status, dueAt, snapshot, error } = record
  const { read, problems } = createTextReader()
  const state = read(snapshot, readStoredState)
  const ended = read(error, (text) => ({ error: readText(text) }))
  const failure = ended ?? state?.failure
  return {
    state: state === undefined ? null : stateText(state.value),
    attemptNumber: state?.attemptNumber ?? null,
    sleepLeft: status === 'sleeping' && dueAt !== null ? Math.max(0, dueAt - now) : null,
    error: failure === undefined ? null : summarizeError(failure.error),
    problem: problems.length === 0 ? null : problems.join('; '),
  }
}
