import { withCode } from '../errors/invalid.ts'
import { parseJson } from '../machine/snapshot/parse-json.ts'
import { createValueReader } from '../machine/snapshot/value-reader.ts'
import type { ReadValueOptions } from '../machine/snapshot/value-reader.ts'
import { isoTime } from '../time.ts'
import type { SessionRecord } from './session-store.ts'

/**
 * Answers with what a session has come to, from its record.
 *
 * @returns the function's value, of a session that is done
 * @throws the error that it failed with, as it was stored, or why it has no result; SnapshotError when that is damaged
 */
export function answerFrom(record: SessionRecord, options: ReadValueOptions): unknown {
  const { id, status, result, error, updatedAt } = record
  switch (status) {
    case 'done':
      return readText(result, `the result of the session ${id}`, options)
    case 'failed':
      throw dated(readText(error, `the error of the session ${id}`, options), id, updatedAt)
    case 'cancelled':
      throw cancelled(id)
    default:
      throw quarantined(id)
  }
}

/** The error of a session that was cancelled. */
export const cancelled = (id: string): Error =>
  withCode(
    Object.assign(new Error(`the session ${id} was cancelled: the option restart runs it again`), {
      name: 'AbortError',
    }),
    'HOLDFAST_SESSION_CANCELLED',
  )

const quarantined = (id: string): Error =>
  withCode(
    new Error(
      `the session ${id} is in quarantine, since it has killed its process too often: the option restart runs it again`,
    ),
    'HOLDFAST_SESSION_QUARANTINED',
  )

/** Whoever ends a session writes how, if only as null. */
const readText = (text: string | null, path: string, options: ReadValueOptions): unknown =>
  createValueReader(options)(parseJson(text ?? '', path), path)

/** Says when it failed: whoever sees the error may not know that it is an old one. */
function dated(error: unknown, id: string, failedAt: number): unknown {
  if (typeof error !== 'object' || error === null) return error
  const stored = { id, failedAt: isoTime(failedAt) }
  return Object.defineProperty(error, 'stored', { value: stored, enumerable: true, configurable: true })
}
