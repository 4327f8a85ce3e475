import type { SessionChange, SessionRecord } from '../../durable/session-store.ts'
import { CANCELLED } from './cancel.ts'
import { type ChangedSession, type SessionHead, type Transition, transition } from './transition.ts'

/** Whoever knows a session's `rev` and owner changes it; undefined when it has changed since. */
export function commit(
  record: SessionHead,
  fence: { readonly rev: number; readonly owner: string | null },
  change: SessionChange,
  now: number,
  by: string | null = fence.owner,
): Transition<ChangedSession> | undefined {
  if (record.rev !== fence.rev || record.owner !== fence.owner) return undefined
  const changed = { ...record, ...named(change), ...lease(change, now), rev: record.rev + 1, updatedAt: now }
  if (change.event !== 'released') return transition(changed, change.event, by, change.note)
  // Who gives a session up may not have heard what it was asked for since.
  if (record.cancelRequested) return transition({ ...changed, ...CANCELLED }, 'cancelled', by, change.note)
  const isWoken = record.wakeRequested && changed.status === 'sleeping'
  return transition(isWoken ? { ...changed, dueAt: now } : changed, 'released', by, change.note)
}

const CHANGEABLE = [
  'machineVersion',
  'snapshotFormat',
  'status',
  'attempt',
  'attemptLimit',
  'round',
  'crashes',
  'dueAt',
  'deadlineAt',
  'input',
  'snapshot',
  'result',
  'error',
  'cancelRequested',
  'wakeRequested',
] as const satisfies (keyof SessionChange & keyof SessionRecord)[]

/** What a change names, and nothing else that it may carry. */
const named = (change: SessionChange): Partial<SessionRecord> =>
  Object.fromEntries(
    CHANGEABLE.filter((name) => change[name] !== undefined).map((name) => [name, change[name]]),
  )

function lease({ leaseFor }: SessionChange, now: number): Partial<SessionRecord> {
  if (leaseFor === undefined) return {}
  return leaseFor === null ? { owner: null, leaseUntil: null } : { leaseUntil: now + leaseFor }
}
