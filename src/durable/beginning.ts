import type { Resumption } from '../machine/context.ts'
import type { HeldRecord } from './acquire.ts'

/** Whether a session without a snapshot was cut in its first attempt, or is in it: elsewhere it has nothing to go on from. */
export const isInFirstAttempt = ({ status, attempt }: HeldRecord): boolean =>
  status === 'active' && attempt > 0

/**
 * How a session goes on that has no snapshot: it begins, or begins a new round, or was cut in its first attempt.
 *
 * @param policy - of the machine by which it goes on
 * @param isNew - this very call has added it
 */
export function beginningOf(
  record: HeldRecord,
  policy: { readonly id: string; readonly version: string },
  isNew: boolean,
): Resumption {
  const { id, attempt, status, createdAt } = record
  const hasBegun = isInFirstAttempt(record)
  return {
    machineId: policy.id,
    machineVersion: policy.version,
    attemptNumber: 1,
    isRepeated: hasBegun && !isNew,
    wakeAt: undefined,
    // A new round counts from when it is taken up.
    ...(status === 'active' && { saved: { at: createdAt, age: 0 } }),
    idempotencyKey: id,
    earlierAttempts: hasBegun ? attempt - 1 : attempt,
  }
}
