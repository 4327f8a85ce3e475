import type { SessionRecord } from '../../durable/session-store.ts'
import { isHeld } from '../../durable/is-held.ts'
import { type Transition, transition } from './transition.ts'

/** Somebody asks for the end of a session's sleep; undefined when there is none to end. */
export function wake(record: SessionRecord, by: string | null, now: number): Transition | undefined {
  const { status, rev } = record
  const held = isHeld(record, now)
  // Of one that is held and active, only its owner knows whether it sleeps at the moment.
  if (status !== 'sleeping' && !(status === 'active' && held)) return undefined
  const asked = { ...record, wakeRequested: true, updatedAt: now }
  // Whoever let his lease run out must not renew it once he knows no more what he holds.
  const due = { dueAt: Math.min(record.dueAt ?? Infinity, now), rev: rev + 1, owner: null, leaseUntil: null }
  return transition(held ? asked : { ...asked, ...due }, 'wakeRequested', by)
}
