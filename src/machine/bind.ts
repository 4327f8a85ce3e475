import type { AttemptInfo } from './attempt-info.ts'
import { bindTo } from './actor-session.ts'
import type { RetryMachine } from './xstate.ts'

/** Options of one session. */
export interface BindOptions {
  /** Ends the session at once, also mid-sleep; it then fails with `signal.reason`. @default the policy's signal */
  readonly signal?: AbortSignal
  /** The session's idempotency key. @default a random UUID */
  readonly id?: string
}

/**
 * Gives a retry machine its function, so that `createActor` and `invoke` can run it: the function is never in the
 * context, nor in a snapshot.
 *
 * @param machine - from `createRetryMachine`, also after `provide`
 * @param fn - what to retry; it is given an `AttemptInfo`
 * @returns a machine of its own
 * @throws TypeError when `fn` is no function
 * @example
 * import { bind, createRetryMachine } from 'holdfast'
 * import { createActor, toPromise } from 'xstate'
 *
 * const machine = createRetryMachine()
 * await toPromise(createActor(bind(machine, async () => 'ok')).start()) // => 'ok'
 */
export function bind(
  machine: RetryMachine,
  fn: (attempt: AttemptInfo) => unknown,
  { signal, id }: BindOptions = {},
): RetryMachine {
  const bound = machine.provide({})
  bindTo(bound, { fn, signal, id })
  return bound
}
