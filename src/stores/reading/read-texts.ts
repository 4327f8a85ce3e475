import type { SessionRecord } from '../../durable/session-store.ts'
import type { RetryContext } from '../../machine/context.ts'
import { checkContext } from '../../machine/snapshot/check-context.ts'
import { checkEnvelope } from '../../machine/snapshot/check-envelope.ts'
import { anObject } from '../../machine/snapshot/check-value.ts'
import { parseJson } from '../../machine/snapshot/parse-json.ts'
import { createValueReader } from '../../machine/snapshot/value-reader.ts'

/** Where a stored session goes on, as far as it can be read without the program that wrote it. */
export interface StoredState {
  /** The state's value, as XState has it. */
  readonly value: unknown
  /** The attempt within the round. */
  readonly attemptNumber: number
  readonly context: RetryContext
  /** What it came to, or why it failed; where it has. */
  readonly output?: unknown
  readonly error?: unknown
  /** What its last attempt failed with; absent where none has failed. */
  readonly failure?: { readonly error: unknown }
}

/**
 * Reads a snapshot as sessions store it.
 *
 * @throws SnapshotError when it is damaged, or in a form of its program's own
 */
export function readStoredState(text: string): StoredState {
  const envelope = checkEnvelope(text)
  // Whole, for an error is written in one place and referred to in others.
  const { context: given, output, error } = anObject(readValue(envelope.snapshot, 'snapshot'), 'snapshot')
  const context = checkContext(given, envelope)
  return {
    value: envelope.snapshot.value,
    attemptNumber: envelope.attemptNumber,
    context,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...failureIn(context),
  }
}

/**
 * How many attempts were begun in the round that a session is in; undefined where nothing says so.
 *
 * @throws SnapshotError when that could not be read
 */
export function readRoundAttempt({ round, attempt, snapshot, status }: SessionRecord): number | undefined {
  if (round === 1) return attempt
  if (snapshot !== null) return attempt - checkEnvelope(snapshot).earlierAttempts
  // One that is to run again has nothing to go on from until it does.
  return status === 'sleeping' ? 0 : undefined
}

/**
 * Reads a value as sessions store it.
 *
 * @throws SnapshotError when it is damaged, or in a form of its program's own
 */
export const readText = (text: string): unknown => readValue(parseJson(text, 'the text'), 'it')

/** What a user's codec has written is shown as it is. */
const readValue = createValueReader({ codec: { parse: (text) => text, stringify: JSON.stringify } })

/** While an attempt is under way, the one before it is the last that has failed. */
function failureIn({ failed, result, errors }: RetryContext): Pick<StoredState, 'failure'> {
  if (failed === true) return { failure: { error: result } }
  return failed === undefined && errors !== undefined ? { failure: { error: errors.at(-1) } } : {}
}
