import type { SessionRecord } from '../../durable/session-store.ts'
import type { RetryContext } from '../../machine/context.ts'
import { checkContext } from '../../machine/snapshot/check-context.ts'
import { checkEnvelope } from '../../machine/snapshot/check-envelope.ts'
import { anObject } from '../../machine/snapshot/check-value.ts'
import { isRecord } from '../../machine/snapshot/json.ts'
import { createValueReader } from '../../machine/snapshot/value-reader.ts'
import { summarizeError } from './error-summary.ts'
import type { ErrorSummary } from './error-summary.ts'

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
  const problems: string[] = []
  const decode = <T>(text: string | null, read: (text: string) => T): T | undefined => {
    try {
      return text === null ? undefined : read(text)
    } catch (failure) {
      // Readers throw errors.
      problems.push((failure as Error).message)
      return undefined
    }
  }
  const state = decode(snapshot, readState)
  const failure = decode(error, (text) => summarizeError(readText(text)))
  return {
    state: state?.state ?? null,
    attemptNumber: state?.attemptNumber ?? null,
    sleepLeft: status === 'sleeping' && dueAt !== null ? Math.max(0, dueAt - now) : null,
    error: failure ?? state?.error ?? null,
    problem: problems.length === 0 ? null : problems.join('; '),
  }
}

/** Reads a value as sessions store it. */
export const readText = (text: string): unknown => readValue(JSON.parse(text), 'it')

/** What a user's codec has written is shown as it is. */
const readValue = createValueReader({ codec: { parse: (text) => text, stringify: JSON.stringify } })

function readState(text: string): Pick<DecodedSession, 'state' | 'attemptNumber' | 'error'> {
  const envelope = checkEnvelope(text)
  // Whole, for an error is written in one place and referred to in others.
  const { context } = anObject(readValue(envelope.snapshot, 'snapshot'), 'snapshot')
  return {
    state: nameOf(envelope.snapshot.value),
    attemptNumber: envelope.attemptNumber,
    error: lastErrorIn(checkContext(context, envelope)),
  }
}

/** A state within a state stands behind a dot. */
function nameOf(state: unknown): string {
  if (!isRecord(state)) return String(state)
  return Object.entries(state)
    .map(([outer, inner]) => `${outer}.${nameOf(inner)}`)
    .join(', ')
}

/** While an attempt is under way, the one before it is the last that has failed. */
function lastErrorIn({ failed, result, errors }: RetryContext): ErrorSummary | null {
  if (failed === true) return summarizeError(result)
  return failed === undefined && errors !== undefined ? summarizeError(errors.at(-1)) : null
}
