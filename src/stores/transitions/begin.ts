import type { Lease, NewSession } from '../../durable/session-store.ts'
import { type Transition, transition } from './transition.ts'

/** A session begins. */
export function begin(session: NewSession, lease: Lease | undefined, now: number): Transition {
  const record = {
    id: session.id,
    kind: session.kind,
    machineVersion: session.machineVersion,
    snapshotFormat: session.snapshotFormat,
    status: session.status,
    attempt: session.attempt ?? 0,
    attemptLimit: session.attemptLimit ?? null,
    round: 1,
    crashes: 0,
    dueAt: session.dueAt ?? null,
    deadlineAt: session.deadlineAt ?? null,
    rev: 1,
    owner: lease?.owner ?? null,
    leaseUntil: lease === undefined ? null : now + lease.leaseFor,
    cancelRequested: false,
    wakeRequested: false,
    input: session.input ?? null,
    snapshot: session.snapshot ?? null,
    result: null,
    error: null,
    createdAt: now,
    updatedAt: now,
  }
  return transition(record, 'created')
}
