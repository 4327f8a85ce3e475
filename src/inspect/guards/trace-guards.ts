import type { AnyMachineSnapshot, EventObject } from '../../machine/xstate.ts'
import { askGuard } from './ask-guard.ts'
import type { GuardVerdict } from './guard.ts'
import { selectEventless, selectFor } from './select.ts'
import type { Select } from './select.ts'

/**
 * Says which guards an event would ask in a state, and what each answers: XState's own inspection events tell neither.
 *
 * The guards are asked, in XState's order, up to the first transition that may be taken. They only read, so that changes
 * nothing.
 *
 * @param snapshot - of any machine of XState 5, before the event
 * @returns the verdicts in order, those of a guard's parts before its own; after one that threw nothing was asked
 * @example
 * import { traceGuards } from 'holdfast/inspect'
 * import { createActor, setup } from 'xstate'
 *
 * const door = setup({ guards: { isUnlocked: () => false } }).createMachine({
 *   on: { OPEN: { guard: 'isUnlocked', actions: () => {} } },
 * })
 * traceGuards(createActor(door).getSnapshot(), { type: 'OPEN' })
 * // => [{ guard: { type: 'isUnlocked' }, verdict: false, state: '' }]
 */
export const traceGuards = (snapshot: AnyMachineSnapshot, event: EventObject): readonly GuardVerdict[] =>
  trace(selectFor, snapshot, event)

/**
 * Says the same of the transitions that need no event.
 *
 * @param event - that led to the state
 */
export const traceEventless = (snapshot: AnyMachineSnapshot, event: EventObject): readonly GuardVerdict[] =>
  trace(selectEventless, snapshot, event)

function trace(select: Select, snapshot: AnyMachineSnapshot, event: EventObject): readonly GuardVerdict[] {
  const verdicts: GuardVerdict[] = []
  try {
    select(snapshot, event, ({ guard, state }) =>
      askGuard(guard, snapshot, event, (verdict) => verdicts.push({ ...verdict, state })),
    )
  } catch {
    // The last verdict says so.
  }
  return verdicts
}
