import { withCode } from '../errors/invalid.ts'

/** @throws TypeError when a session with this id is another machine's */
export function checkKind(id: string, kind: string, policy: { readonly id: string }): void {
  if (kind === policy.id) return
  throw withCode(
    new TypeError(
      `the session ${id} belongs to the machine ${kind}, and cannot be run by ${policy.id}: give this one another id`,
    ),
    'HOLDFAST_SESSION_MISMATCH',
  )
}
