import { invalidType } from '../errors/invalid.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { bindTo } from './actor-session.ts'
import type { Binding } from './actor-session.ts'
import { checkFunctionOfOneResult } from './check-function.ts'
import { readOptions } from './read-options.ts'
import type { Coroutine } from './retried.ts'
import { bindReaders } from './session-readers.ts'
import { isRetryMachine } from './create-retry-machine.ts'
import type { AnyRetryMachine, StateMachine } from './xstate.ts'

/** Options of one session. */
export interface BindOptions {
  /** Ends the session at once, also mid-sleep, as the policy's own does; it then fails with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
  /** The session's idempotency key. @default a UUID, drawn from the policy's `random` where it has one */
  readonly id?: string | undefined
}

/** A retry machine whose output is what its function gives. */
export type BoundRetryMachine<M, T> =
  M extends StateMachine<
    infer Context,
    infer Event,
    infer Children,
    infer Actor,
    infer Action,
    infer Guard,
    infer Delay,
    infer Value,
    infer Tag,
    infer Input,
    unknown,
    infer Emitted,
    infer Meta,
    infer Schema,
    infer TransitionMeta
  >
    ? StateMachine<
        Context,
        Event,
        Children,
        Actor,
        Action,
        Guard,
        Delay,
        Value,
        Tag,
        Input,
        T,
        Emitted,
        Meta,
        Schema,
        TransitionMeta
      >
    : never

/**
 * Gives a retry machine its function, so that `createActor` and `invoke` can run it: the function is never in the
 * context, nor in a snapshot.
 *
 * @param machine - from `createRetryMachine` or `retrySetup`, also after `provide`
 * @param fn - what to retry; it is given an `AttemptInfo`
 * @returns a machine of its own; what its `provide` makes is bound as well
 * @throws TypeError when `fn` is no function, or an option is wrong
 * @example
 * import { bind, createRetryMachine } from 'holdfast'
 * import { createActor, toPromise } from 'xstate'
 *
 * const machine = createRetryMachine()
 * await toPromise(createActor(bind(machine, async () => 'ok')).start()) // => 'ok'
 */
export function bind<M extends AnyRetryMachine, R>(
  machine: M,
  fn: (attempt: AttemptInfo) => R | Coroutine<R>,
  options: BindOptions = {},
): BoundRetryMachine<M, Awaited<R>> {
  if (!isRetryMachine(machine)) throw invalidType('machine', 'from createRetryMachine', machine)
  checkFunctionOfOneResult(fn)
  readOptions(options, bindReaders)
  // The compiler cannot follow the function's value through the chart.
  return bound(machine.provide({}), { ...options, fn }) as BoundRetryMachine<M, Awaited<R>>
}

function bound<M extends AnyRetryMachine>(machine: M, binding: Binding): M {
  bindTo(machine, binding)
  const provide = machine.provide.bind(machine)
  machine.provide = (implementations) => bound(provide(implementations), binding)
  return machine
}
