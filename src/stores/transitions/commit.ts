import { CANCELLED } from '../../durable/last-change.ts'
import type { SessionChange, SessionRecord } from '../../durable/session-store.ts'
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
  const made = change.event === 'released' ? asAsked(record, change, now) : change
  const changed = { ...record, ...named(made), ...lease(made, now), rev: record.rev + 1, updatedAt: now }
  return transition(changed, made.event, by, made.note)
}

/** Who gives a session up may not have heard what it was asked for since. */
function asAsked(record: SessionHead, change: SessionChange, now: number): SessionChange {
  if (record.cancelRequested) return { ...change, ...CANCELLED }
  const { status = record.status } = change
  return record.wakeRequested && status === 'sleeping' ? { ...change, dueAt: now } : change
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
