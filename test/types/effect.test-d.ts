import { Context, Data, Effect } from 'effect'
import {
  createRetryMachine,
  retryIfException,
  retryIfResult,
  stopAfterAttempt,
  stopNever,
  waitFixed,
} from 'holdfast'
import type { AttemptInfo, RetryCallState, RetryError, RetryOptions, TimeoutError } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import type { RetriedError, RetriedValue } from 'holdfast/effect'
import { expectTypeOf } from 'vitest'

class Busy extends Data.TaggedError('Busy')<{}> {}
class GaveUp extends Data.TaggedError('GaveUp')<{ readonly name: string }> {}
class Api extends Context.Service<Api, { readonly url: string }>()('Api') {}

declare const load: Effect.Effect<number, Busy, Api>
const stop = stopAfterAttempt(3)

// A machine may come to anything.

const machine = createRetryMachine({ stop })
expectTypeOf(load.pipe(retryWith(machine))).toEqualTypeOf<
  Effect.Effect<number, Busy | RetryError | TimeoutError, Api>
>()

// Options show what cannot be.

expectTypeOf(load.pipe(retryWith({}))).toEqualTypeOf<Effect.Effect<number, Busy, Api>>()
expectTypeOf(load.pipe(retryWith({ wait: waitFixed(1) }))).toEqualTypeOf<typeof load>()
expectTypeOf(load.pipe(retryWith({ stop }))).toEqualTypeOf<Effect.Effect<number, Busy | RetryError, Api>>()
expectTypeOf(load.pipe(retryWith({ stop, reraise: true }))).toEqualTypeOf<typeof load>()
expectTypeOf(load.pipe(retryWith({ stop, reraise: false }))).toEqualTypeOf<
  Effect.Effect<number, Busy | RetryError, Api>
>()
// A result that is to be retried has no error of its own.
expectTypeOf(
  load.pipe(retryWith({ stop, reraise: true, retry: retryIfResult((value) => value === 0) })),
).toEqualTypeOf<Effect.Effect<number, Busy | RetryError, Api>>()
expectTypeOf(load.pipe(retryWith({ attemptTimeout: '1s' }))).toEqualTypeOf<
  Effect.Effect<number, Busy | TimeoutError, Api>
>()
expectTypeOf(load.pipe(retryWith({ stop, timeout: 1 }))).toEqualTypeOf<
  Effect.Effect<number, Busy | RetryError | TimeoutError, Api>
>()
expectTypeOf(load.pipe(retryWith({ stop, retryErrorCls: GaveUp }))).toEqualTypeOf<
  Effect.Effect<number, Busy | GaveUp, Api>
>()
expectTypeOf(load.pipe(retryWith({ stop, retryErrorCallback: async () => 'none' }))).toEqualTypeOf<
  Effect.Effect<number | string, Busy, Api>
>()

// What is not known to be absent may be there.

declare const callback: (() => string) | undefined
declare const retryErrorCls: typeof GaveUp | undefined
expectTypeOf(load.pipe(retryWith({ stop, retryErrorCallback: callback }))).toEqualTypeOf<
  Effect.Effect<number | string, Busy | RetryError, Api>
>()
expectTypeOf(load.pipe(retryWith({ stop, retryErrorCls }))).toEqualTypeOf<
  Effect.Effect<number, Busy | GaveUp | RetryError, Api>
>()
expectTypeOf(load.pipe(retryWith({ stop, retryErrorCallback: undefined }))).toEqualTypeOf<
  Effect.Effect<number, Busy | RetryError, Api>
>()
declare const options: RetryOptions
expectTypeOf(load.pipe(retryWith(options))).toEqualTypeOf<
  Effect.Effect<number, Busy | RetryError | TimeoutError, Api>
>()
expectTypeOf<RetriedError<RetryOptions, never>>().toEqualTypeOf<RetryError | TimeoutError>()
expectTypeOf<RetriedValue<RetryOptions, 1>>().toEqualTypeOf<1>()

// A function is told of the attempt.

const told = retryWith({ stop })((attempt) => {
  expectTypeOf(attempt).toEqualTypeOf<AttemptInfo>()
  return load
})
expectTypeOf(told).toEqualTypeOf<Effect.Effect<number, Busy | RetryError, Api>>()

// Strategies and hooks are typed as ever.

retryWith({
  stop: stopNever,
  retry: retryIfException((error) => error instanceof Busy),
  before: (state) => {
    expectTypeOf(state).toEqualTypeOf<RetryCallState>()
  },
})
retryWith({}, { id: 'key', inspect: () => {} })
// @ts-expect-error: there is no such option
retryWith({ times: 3 })
// @ts-expect-error: a machine has the policy; it takes no more
retryWith(machine, { stop })
// @ts-expect-error: a number is no strategy
retryWith({ stop: 3 })
// @ts-expect-error: a predicate that is an Effect would never run
retryWith({ retry: () => Effect.succeed(true) })
// @ts-expect-error: a promise is no Effect
retryWith({})(async () => 1)
