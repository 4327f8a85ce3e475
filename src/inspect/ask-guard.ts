import type { AnyMachineSnapshot, EventObject } from '../machine/xstate.ts'

/** A guard that was asked, and what it said. */
export interface GuardVerdict {
  readonly guard: { readonly type: string; readonly params?: unknown }
  readonly verdict: boolean | 'threw'
  /** The state in which it was asked, as a path; the machine itself is the empty one. */
  readonly state: string
}

/** What a machine knows a guard by: its name, its name and parameters, or the function itself. */
type Guard = string | { readonly type: string; readonly params?: unknown } | GuardFunction

interface GuardFunction {
  (args: object, params: unknown): unknown
  readonly name: string
  /** Of XState's own: `and`, `or`, `not`, `stateIn`. */
  readonly check?: (snapshot: AnyMachineSnapshot, args: object, guard: object) => unknown
  readonly guards?: readonly Guard[]
}

/**
 * Asks a guard, as XState does, and notes what it and its parts said, the parts first.
 *
 * @throws what the guard throws
 */
export function askGuard(
  guard: unknown,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  note: (verdict: Omit<GuardVerdict, 'state'>) => void,
): boolean {
  const args = { context: snapshot.context, event }
  const implementations = snapshot.machine.implementations.guards as Readonly<Record<string, Guard>>

  const ask = (asked: Guard): boolean => {
    const type = nameOf(asked)
    const given = typeof asked === 'object' ? asked.params : undefined
    const params = typeof given === 'function' ? given(args) : given
    let verdict: boolean | 'threw' = 'threw'
    try {
      verdict = answer(asked, params)
      return verdict
    } finally {
      note({ guard: params === undefined ? { type } : { type, params }, verdict })
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

  // Whatever a machine has as a guard is one.
  return ask(guard as Guard)
}

const nameOf = (guard: Guard): string =>
  typeof guard === 'string' ? guard : (typeof guard === 'function' ? guard.name : guard.type) || 'anonymous'
