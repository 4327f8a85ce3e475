import { isGone } from '../../durable/owner.ts'
import type { SessionRecord } from '../../durable/session-store.ts'
import { isHeld } from '../../durable/is-held.ts'
import { ownerName } from './owner-name.ts'

/**
 * Who runs a session now; undefined when nobody does, or its process has died without a word.
 *
 * @param isDead - whether an owner is known to live no more
 */
export function holderOf(
  record: Pick<SessionRecord, 'owner' | 'leaseUntil'>,
  now: number,
  isDead: (owner: string) => boolean = isGone,
): string | undefined {
  const { owner } = record
  return owner !== null && isHeld(record, now) && !isDead(owner) ? ownerName(owner) : undefined
}
