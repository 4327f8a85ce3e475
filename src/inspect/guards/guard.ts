import type { AnyMachineSnapshot } from '../../machine/xstate.ts'

/** A guard that was asked, and what it said. */
export interface GuardVerdict {
  readonly guard: { readonly type: string; readonly params?: unknown }
  readonly verdict: boolean | 'threw'
  /** The state in which it was asked, as a path; the machine itself is the empty one. */
  readonly state: string
}

/** What a machine knows a guard by: its name, its name and parameters, or the function itself. */
export type Guard = string | { readonly type: string; readonly params?: unknown } | GuardFunction

interface GuardFunction {
  (args: object, params: unknown): unknown
  readonly name: string
  /** Of XState's own: `and`, `or`, `not`, `stateIn`. */
  readonly check?: (snapshot: AnyMachineSnapshot, args: object, guard: object) => unknown
  readonly guards?: readonly Guard[]
}

export const nameOf = (guard: Guard): string =>
  typeof guard === 'string' ? guard : (typeof guard === 'function' ? guard.name : guard.type) || 'anonymous'

/** @param args - what parameters that depend on the moment are made of */
export function paramsOf(guard: Guard, args: object): unknown {
  const params = typeof guard === 'object' ? guard.params : undefined
  return typeof params === 'function' ? params(args) : params
}

export const describeGuard = (guard: Guard, params: unknown): GuardVerdict['guard'] =>
  params === undefined ? { type: nameOf(guard) } : { type: nameOf(guard), params }
