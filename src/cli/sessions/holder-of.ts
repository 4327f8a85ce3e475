import { isGone } from '../../durable/owner.ts'
import type { SessionRecord } from '../../durable/session-store.ts'
import { isHeld } from '../../stores/transitions/is-held.ts'
import { ownerName } from '../format/owner-name.ts'

/** Who runs a session now; undefined when nobody does, or its process has died without a word. */
export function holderOf(record: SessionRecord, now: number): string | undefined {
  const { owner } = record
  return owner !== null && isHeld(record, now) && !isGone(owner) ? ownerName(owner) : undefined
}
