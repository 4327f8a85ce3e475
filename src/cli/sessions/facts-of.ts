import type { SessionRecord } from '../../durable/session-store.ts'
import { holderOf } from './holder-of.ts'

/** A session without its texts, which may be long and hold secrets. */
export type SessionWithoutTexts = Omit<SessionRecord, 'input' | 'snapshot' | 'result' | 'error'>

/** A session as `--json` prints it in a list. */
export interface SessionFacts extends SessionWithoutTexts {
  /** Somebody runs it now. */
  readonly held: boolean
}

export const factsOf = (record: SessionRecord, now: number): SessionFacts => ({
  ...withoutTexts(record),
  held: holderOf(record, now) !== undefined,
})

export function withoutTexts(record: SessionRecord): SessionWithoutTexts {
  const { input: _input, snapshot: _snapshot, result: _result, error: _error, ...facts } = record
  return facts
}
