import type { SessionEvent, SessionRecord } from '../../../durable/session-store.ts'
import { withoutTexts } from '../../../durable/without-texts.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { ownerName } from '../../../stores/reading/owner-name.ts'
import { readStoredState, readText } from '../../../stores/reading/read-texts.ts'
import { createTextReader } from '../../../stores/reading/text-reader.ts'
import type { StoredFacts } from '../../protocol.ts'
import { stateText } from '../../../machine/state-text.ts'
import { presumedValue } from './presumed-value.ts'

/** A session as a store has it, and what is known of it besides. */
export interface FoundSession {
  readonly record: SessionRecord
  /** Oldest first. */
  readonly history: readonly SessionEvent[]
  /** Who runs it, in words. */
  readonly holder: string | undefined
}

/**
 * What a store knows of a session, its values sanitised.
 *
 * @param store - its name, for a person
 */
export function storedFacts(
  { record, history, holder }: FoundSession,
  store: string,
  plain: ToPlain,
): StoredFacts {
  const { read, problems } = createTextReader()
  const shown = (part: string) => (text: string) => plain(readText(text), part)
  const state = read(record.snapshot, readStoredState)
  const input = read(record.input, shown('input'))
  const output = read(record.result, shown('output'))
  const error = read(record.error, shown('error')) ?? (state?.failure && plain(state.failure.error, 'error'))
  const value = state?.value ?? presumedValue(record)
  const id = String(plain(record.id, 'key'))
  return {
    record: { ...withoutTexts(record), id },
    store,
    history: history.map((event) => ({ ...told(event, plain), id })),
    ...(holder !== undefined && { holder }),
    ...(value !== undefined && { state: stateText(value), value }),
    ...(state !== undefined && { context: plain(state.context, 'context') }),
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(problems.length > 0 && { problem: `${UNREADABLE}: ${problems.join('; ')}` }),
  }
}

/** Notes may be what an error said. */
const told = ({ by, note, ...event }: SessionEvent, plain: ToPlain): SessionEvent => ({
  ...event,
  by: by === null ? null : ownerName(by),
  note: note === null ? null : String(plain(note, 'note')),
})

const UNREADABLE =
  'what it holds cannot be read here, as its program may encode it (the option encode of its store)'
