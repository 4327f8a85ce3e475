import { invalidType } from '../../errors/invalid.ts'
import { SnapshotError } from '../../errors/snapshot-error.ts'
import { sessionOf } from '../actor-session.ts'
import { restOf } from '../sleep-to-instant.ts'
import { policyBehind } from '../xstate.ts'
import type { AnyRetryActor } from '../xstate.ts'
import { hasStep } from './has-step.ts'
import type { Codec } from './json.ts'
import { SNAPSHOT_FORMAT } from './session-snapshot.ts'
import type { SessionSnapshot } from './session-snapshot.ts'
import { createValueWriter } from './value-writer.ts'
import { writePersisted } from './write-persisted.ts'

/** How a snapshot is written. */
export interface WriteSnapshotOptions {
  /** Writes what JSON cannot hold, such as dates and maps. @default such a value is refused */
  readonly codec?: Codec | undefined
}

/**
 * Writes the state of a retry session as plain JSON, at any moment: also mid-attempt and mid-sleep.
 *
 * Errors keep their names, messages, stacks, causes and own fields. The function is never in it: it is bound again.
 *
 * @param actor - of a retry machine, bound to its function; `session.snapshot()` does the same for a held session
 * @throws SnapshotError when a value is one that JSON cannot hold, which it names, or when the actor was stopped
 * @example
 * import { bind, createRetryMachine, waitFixed, writeSnapshot } from 'holdfast'
 * import { createActor } from 'xstate'
 *
 * const machine = createRetryMachine({ id: 'report', wait: waitFixed('1h') })
 * const actor = createActor(bind(machine, async () => 'ok')).start()
 * const snapshot = writeSnapshot(actor)
 * snapshot.machineId // => 'report'
 * snapshot.snapshot.value // => { attempting: 'before' }
 */
export function writeSnapshot(actor: AnyRetryActor, { codec }: WriteSnapshotOptions = {}): SessionSnapshot {
  const policy = policyBehind((actor as { logic?: unknown } | undefined)?.logic)
  if (policy === undefined) throw invalidType('actor', 'of a retry machine', actor)
  const { status, context, children } = actor.getSnapshot()
  if (status === 'stopped') {
    throw new SnapshotError(
      'HOLDFAST_SNAPSHOT_STATE',
      'a session that was stopped has no state to go on from: write its snapshot before you stop it',
    )
  }
  const session = sessionOf(actor, policy)
  const { clock } = policy
  const savedAt = clock.now()
  const isAsleep = status === 'active' && hasStep(children, 'sleep')
  const rest = isAsleep ? restOf(session) : Infinity
  return {
    holdfast: SNAPSHOT_FORMAT,
    machineId: policy.id,
    machineVersion: policy.version,
    savedAt,
    wakeAt: rest === Infinity ? null : savedAt + rest,
    attemptNumber: context.attemptNumber,
    earlierAttempts: session.resumed?.earlierAttempts ?? 0,
    idempotencyKey: session.idempotencyKey,
    // Never negative, even when somebody has replaced the clock meanwhile.
    age: Math.max(0, clock.monotonic() - context.statistics.startTime),
    snapshot: writePersisted(actor, createValueWriter(codec)),
  }
}
