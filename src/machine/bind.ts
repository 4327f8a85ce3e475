import { invalidType } from '../errors/invalid.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { bindTo } from './actor-session.ts'
import { checkFunction } from './check-function.ts'
import { readOptions } from './read-options.ts'
import { bindReaders } from './session-readers.ts'
import { isRetryMachine } from './create-retry-machine.ts'
import type { RetryMachine } from './xstate.ts'

/** Options of one session. */
export interface BindOptions {
  /** Ends the session at once, also mid-sleep, as the policy's own does; it then fails with `signal.reason`. */
  readonly signal?: AbortSignal
  /** The session's idempotency key. @default a UUID, drawn from the policy's `random` where it has one */
  readonly id?: string
}

/**
 * Gives a retry machine its function, so that `createActor` and `invoke` can run it: the function is never in the
 * context, nor in a snapshot.
 *
 * @param machine - from `createRetryMachine`, also after `provide`
 * @param fn - what to retry; it is given an `AttemptInfo`
 * @returns a machine of its own
 * @throws TypeError when `fn` is no function, or an option is wrong
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
  options: BindOptions = {},
): RetryMachine {
  if (!isRetryMachine(machine)) throw invalidType('machine', 'from createRetryMachine', machine)
  checkFunction(fn)
  readOptions(options, bindReaders)
  const bound = machine.provide({})
  bindTo(bound, { ...options, fn })
  return bound
}
