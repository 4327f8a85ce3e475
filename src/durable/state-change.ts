import type { Codec } from '../machine/snapshot/json.ts'
import { hasStep } from '../machine/snapshot/has-step.ts'
import { writeSnapshot } from '../machine/snapshot/write-snapshot.ts'
import type { RetryActor } from '../machine/xstate.ts'
import type { SessionChange } from './session-store.ts'
import type { StoredSession } from './stored-session.ts'

/**
 * The state that a session is in, as it is committed.
 *
 * @throws SnapshotError when a value in it cannot be written
 */
export function stateChange(
  actor: RetryActor,
  { codec, attemptLimit, policy: { timeout } }: ToldSession,
): SessionChange {
  const snapshot = writeSnapshot(actor, { codec })
  const { attemptNumber, earlierAttempts, savedAt, age, wakeAt } = snapshot
  const { children } = snapshot.snapshot
  const isAsleep = hasStep(children, 'sleep')
  return {
    machineVersion: snapshot.machineVersion,
    snapshotFormat: snapshot.holdfast,
    status: isAsleep ? 'sleeping' : 'active',
    // The one before which a hook runs has not begun.
    attempt: earlierAttempts + attemptNumber - (hasStep(children, 'before') ? 1 : 0),
    attemptLimit,
    // Columns of times hold whole milliseconds.
    dueAt: wakeAt === null ? null : Math.ceil(wakeAt),
    deadlineAt: timeout === undefined ? null : Math.ceil(savedAt - age + timeout),
    snapshot: JSON.stringify(snapshot),
    // It has come further than whatever killed its owners.
    crashes: 0,
    wakeRequested: false,
    event: isAsleep ? 'sleeping' : 'attempt',
  }
}

/** What a change says of a session beside its state. */
type ToldSession = Pick<StoredSession, 'codec' | 'policy' | 'attemptLimit'>

/** Likewise, where a value that cannot be written must not be in the way: then nothing is to change. */
export const lastStateChange = (actor: RetryActor, session: ToldSession): Partial<SessionChange> =>
  orElse<Partial<SessionChange>>(() => stateChange(actor, session), {})

/** The snapshot alone. */
export const lastSnapshot = (actor: RetryActor, codec: Codec | undefined): string | null =>
  orElse(() => JSON.stringify(writeSnapshot(actor, { codec })), null)

function orElse<T>(write: () => T, otherwise: T): T {
  try {
    return write()
  } catch {
    return otherwise
  }
}
