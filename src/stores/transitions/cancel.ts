import type { SessionRecord } from '../../durable/session-store.ts'
import { isHeld } from '../../durable/is-held.ts'
import { type Transition, transition } from './transition.ts'

/** Somebody asks for the end of a session; undefined when it has ended. */
export function cancel(record: SessionRecord, by: string | null, now: number): Transition | undefined {
  if (ENDED.has(record.status)) return undefined
  if (isHeld(record, now))
    return transition({ ...record, cancelRequested: true, updatedAt: now }, 'cancelRequested', by)
  const end = { status: 'cancelled', dueAt: null, cancelRequested: false, wakeRequested: false } as const
  return transition(
    { ...record, ...end, rev: record.rev + 1, owner: null, leaseUntil: null, updatedAt: now },
    'cancelled',
    by,
  )
}

// One in quarantine waits for somebody to decide, and this is a decision.
const ENDED: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled'])
