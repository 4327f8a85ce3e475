import type { Effect } from 'effect/Effect'
import type { RetryError } from '../../errors/retry-error.ts'
import type { TimeoutError } from '../../errors/timeout-error.ts'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import type { AnyRetryMachine } from '../../machine/xstate.ts'

/** Makes an Effect that retries, of one that is run again and again, or of a function that makes one for each attempt. */
export type EffectRetrier<M> = <A, E, R>(
  retried: Effect<A, E, R> | ((attempt: AttemptInfo) => Effect<A, E, R>),
) => Effect<RetriedValue<M, A>, RetriedError<M, E>, R>

/** What a retried Effect succeeds with: its own value, or that of the `retryErrorCallback` where the options show one. */
export type RetriedValue<M, A> = A | (M extends { readonly retryErrorCallback: infer F } ? Given<F> : never)

/** What a callback gives, where there is one. */
type Given<F> = F extends (...args: never) => infer V ? Awaited<V> : never

/** What a retried Effect fails with. Options show what cannot happen; of a machine everything is expected. */
export type RetriedError<M, E> = M extends AnyRetryMachine
  ? E | RetryError | TimeoutError
  : E | GivenUp<M> | (keyof M & ('timeout' | 'attemptTimeout') extends never ? never : TimeoutError)

/** A session without `stop` never gives up. */
type GivenUp<O> = 'stop' extends keyof O
  ? O extends { readonly retryErrorCallback: (...args: never) => unknown }
    ? never
    : O extends { readonly reraise: true }
      ? // A result that was to be retried has no error to be thrown.
        'retry' extends keyof O
        ? ErrorOf<O>
        : never
      : ErrorOf<O>
  : never

type ErrorOf<O> = O extends { readonly retryErrorCls: infer C } ? InstanceOf<C> : RetryError

type InstanceOf<C> = C extends new (init: never) => infer Own ? Own : RetryError
