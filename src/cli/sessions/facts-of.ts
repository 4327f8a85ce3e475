import type { SessionRecord } from '../../durable/session-store.ts'
import { withoutTexts } from '../../durable/without-texts.ts'
import type { SessionWithoutTexts } from '../../durable/without-texts.ts'
import { holderOf } from '../../stores/reading/holder-of.ts'

/** A session as `--json` prints it in a list. */
export interface SessionFacts extends SessionWithoutTexts {
  /** Somebody runs it now. */
  readonly held: boolean
}

export const factsOf = (record: SessionRecord, now: number): SessionFacts => ({
  ...withoutTexts(record),
  held: holderOf(record, now) !== undefined,
})
