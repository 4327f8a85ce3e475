import type { SessionRecord } from './session-store.ts'

/** A session without its texts, which may be long and hold secrets. */
export type SessionWithoutTexts = Omit<SessionRecord, 'input' | 'snapshot' | 'result' | 'error'>

export function withoutTexts(record: SessionRecord): SessionWithoutTexts {
  const { input: _input, snapshot: _snapshot, result: _result, error: _error, ...facts } = record
  return facts
}
