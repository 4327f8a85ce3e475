import { isGone } from '../../../durable/owner.ts'
import type { SessionRecord } from '../../../durable/session-store.ts'
import { holderOf } from '../../../stores/reading/holder-of.ts'

/** Who runs sessions: of each owner it is asked once in a while whether he lives, and not for each session. */
export interface Holders {
  /** Whoever runs a session now, in words. */
  holderOf(record: Pick<SessionRecord, 'owner' | 'leaseUntil'>): string | undefined
  /** Who lived when he was asked last may be gone now. */
  askAgain(): void
}

/** @param now - the time by which leases are judged */
export function createHolders(now: () => number): Holders {
  const gone = new Set<string>()
  const living = new Set<string>()

  const isDead = (owner: string) => {
    if (living.has(owner)) return false
    if (!gone.has(owner)) (isGone(owner) ? gone : living).add(owner)
    return gone.has(owner)
  }

  return {
    holderOf: (record) => holderOf(record, now(), isDead),
    askAgain: () => living.clear(),
  }
}
