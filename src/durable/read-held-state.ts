import type { Resumption } from '../machine/context.ts'
import { checkEnvelope } from '../machine/snapshot/check-envelope.ts'
import { hasStep } from '../machine/snapshot/has-step.ts'
import { isOf, mismatch } from '../machine/snapshot/mismatch.ts'
import { readSnapshot } from '../machine/snapshot/read-snapshot.ts'
import type { PersistedRetrySnapshot } from '../machine/xstate.ts'
import type { HeldSession } from './acquire.ts'
import { beginningOf, isInFirstAttempt } from './beginning.ts'
import type { StoredSession } from './stored-session.ts'

/** Where a held session goes on: from a snapshot, or at its beginning. */
export interface HeldState {
  readonly snapshot?: PersistedRetrySnapshot
  readonly resumed?: Resumption
  /** The record says already what it would be made to say before the next step begins. */
  readonly isWritten: boolean
}

/**
 * Reads where a session goes on.
 *
 * @throws SnapshotError when its snapshot is damaged, or of another version of the machine
 */
export const readHeldState = (session: StoredSession, held: HeldSession): HeldState =>
  held.record.snapshot === null
    ? readBeginning(session, held)
    : readState(session, held.record.snapshot, held.record.dueAt)

function readBeginning({ policy, migrate }: StoredSession, { record, isNew }: HeldSession): HeldState {
  const origin = { machineId: record.kind, machineVersion: record.machineVersion }
  const isOfPolicy = isOf(origin, policy)
  const hasBegun = isInFirstAttempt(record)
  if (hasBegun && !isOfPolicy && migrate === undefined) throw mismatch(origin, policy)
  return {
    resumed: beginningOf(record, policy, isNew),
    isWritten: hasBegun && isOfPolicy,
  }
}

function readState(session: StoredSession, snapshot: string, dueAt: number | null): HeldState {
  const envelope = checkEnvelope(snapshot)
  // Somebody may have asked for an earlier end of the sleep.
  const wakeAt = Math.min(envelope.wakeAt ?? Infinity, dueAt ?? Infinity)
  const read = readSnapshot({ ...envelope, wakeAt: wakeAt === Infinity ? null : wakeAt }, session)
  const { children } = envelope.snapshot
  return {
    snapshot: read,
    // States of other steps are written only when the session is released in one.
    isWritten: isOf(envelope, session.policy) && (hasStep(children, 'attempt') || hasStep(children, 'sleep')),
  }
}
