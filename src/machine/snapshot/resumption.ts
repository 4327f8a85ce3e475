import type { Clock } from '../../time.ts'
import type { Resumption } from '../context.ts'
import { hasStep } from './has-step.ts'
import type { SessionSnapshot } from './session-snapshot.ts'

/** What a session must know that goes on from a snapshot. */
export const resumptionOf = (envelope: SessionSnapshot) => ({
  machineId: envelope.machineId,
  machineVersion: envelope.machineVersion,
  attemptNumber: envelope.attemptNumber,
  isRepeated: hasStep(envelope.snapshot.children, 'attempt'),
  wakeAt: envelope.wakeAt ?? undefined,
  saved: { at: envelope.savedAt, age: envelope.age },
  idempotencyKey: envelope.idempotencyKey,
  earlierAttempts: envelope.earlierAttempts,
})

/**
 * When a session began, on the monotonic clock of this process.
 *
 * The time that its process was away counts; a wall clock that was set back takes nothing from it.
 */
export const startOf = ({ at, age }: NonNullable<Resumption['saved']>, clock: Clock): number =>
  clock.monotonic() - age - Math.max(0, clock.now() - at)
