import type { Lease, SessionRecord } from '../../durable/session-store.ts'
import { isHeld } from '../../durable/is-held.ts'
import { type Transition, transition } from './transition.ts'

/** Somebody takes a session that nobody holds; undefined when he cannot. */
export function claim(
  record: SessionRecord,
  { owner, leaseFor, gone }: Lease & { readonly gone?: string },
  now: number,
): Transition | undefined {
  const { status, rev, crashes } = record
  const canGoOn = status === 'active' || status === 'sleeping'
  if (!canGoOn || (isHeld(record, now) && record.owner !== gone)) return undefined
  const died = record.owner !== null && mayHaveRun(record, now) ? 1 : 0
  return transition(
    { ...record, rev: rev + 1, crashes: crashes + died, owner, leaseUntil: now + leaseFor, updatedAt: now },
    'claimed',
  )
}

/** A session that sleeps did not kill its process, unless the lease that comes with an owner lasted until its sleep was over. */
const mayHaveRun = ({ status, dueAt, leaseUntil }: SessionRecord, now: number): boolean =>
  status === 'active' || (dueAt !== null && dueAt <= Math.min(Number(leaseUntil), now))
