import type { AnyMachineSnapshot, EventObject } from '../../machine/xstate.ts'
import { safely } from '../../strategies/common/safely.ts'
import { describeGuard, paramsOf } from './guard.ts'
import type { GuardVerdict } from './guard.ts'
import { selectEventless, selectFor } from './select.ts'
import type { Select } from './select.ts'

/**
 * Says which guards XState has asked about an event, and what each said, from the transitions that it took: those before
 * one of these said no.
 *
 * No guard is asked again, so the verdicts are the true ones also where a guard does more than read.
 *
 * @param snapshot - before the event
 */
export const deduceGuards = (
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  taken: readonly object[],
): readonly GuardVerdict[] => deduce(selectFor, snapshot, event, taken)

/** Says the same of the transitions that need no event. */
export const deduceEventless = (
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  taken: readonly object[],
): readonly GuardVerdict[] => deduce(selectEventless, snapshot, event, taken)

function deduce(
  select: Select,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  taken: readonly object[],
): readonly GuardVerdict[] {
  const verdicts: GuardVerdict[] = []
  select(snapshot, event, ({ candidate, guard, state }) => {
    const verdict = taken.includes(candidate)
    const params = safely(() => paramsOf(guard, { context: snapshot.context, event }), undefined)
    verdicts.push({ guard: describeGuard(guard, params), verdict, state })
    return verdict
  })
  return verdicts
}
