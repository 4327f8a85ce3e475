import type { AnyMachineSnapshot, EventObject } from '../../machine/xstate.ts'
import { describeGuard, nameOf, paramsOf } from './guard.ts'
import type { Guard, GuardVerdict } from './guard.ts'

/**
 * Asks a guard, as XState does, and notes what it and its parts said, the parts first.
 *
 * @throws what the guard throws
 */
export function askGuard(
  guard: Guard,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  note: (verdict: Omit<GuardVerdict, 'state'>) => void,
): boolean {
  const args = { context: snapshot.context, event }
  const implementations = snapshot.machine.implementations.guards as Readonly<Record<string, Guard>>

  const ask = (asked: Guard): boolean => {
    let params: unknown
    let verdict: boolean | 'threw' = 'threw'
    try {
      params = paramsOf(asked, args)
      verdict = answer(asked, params)
      return verdict
    } finally {
      note({ guard: describeGuard(asked, params), verdict })
    }
  }

  const answer = (asked: Guard, params: unknown): boolean => {
    const resolved = typeof asked === 'function' ? asked : implementations[nameOf(asked)]
    if (resolved === undefined) throw new TypeError(`there is no guard ${nameOf(asked)}`)
    // A name may stand for another.
    if (typeof resolved !== 'function') return ask(resolved)
    if (resolved.check === undefined) return Boolean(resolved(args, params))
    // XState asks a part that is a function by calling it.
    const parts = resolved.guards?.map((part) => () => ask(part))
    return Boolean(resolved.check(snapshot, args, { ...resolved, ...(parts && { guards: parts }) }))
  }

  return ask(guard)
}
