import { Data, Effect, Exit } from 'effect'
import {
  RetryError,
  TryAgain,
  createRetryMachine,
  isRetryError,
  retryIfException,
  retryIfResult,
  stopAfterAttempt,
} from 'holdfast'
import type { AttemptInfo, RetryCallState } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import { describe, expect, test } from 'vitest'

import { modes } from './modes.ts'

class Busy extends Data.TaggedError('Busy')<{ readonly call: number }> {}

describe.each(modes)('%s', (_mode, options) => {
  test('a first success is all', async () => {
    const effect = Effect.succeed(1).pipe(retryWith({}, options))
    expect(await Effect.runPromise(effect)).toBe(1)
  })

  test('failures are retried until one succeeds', async () => {
    const machine = createRetryMachine({ stop: stopAfterAttempt(5) })
    expect(await Effect.runPromise(failing(2).pipe(retryWith(machine, options)))).toBe(3)
  })

  test('predicates see the errors themselves, and the one that is not retried is the failure, as it was', async () => {
    const errors = [new Busy({ call: 1 }), new Busy({ call: 2 })]
    const seen: unknown[] = []
    let call = 0
    const effect = Effect.suspend(() => Effect.fail(errors[call++]!)).pipe(
      Effect.withSpan('request'),
      retryWith(
        {
          retry: retryIfException((error) => {
            seen.push(error)
            return error !== errors[1]
          }),
        },
        options,
      ),
    )
    const exit = await Effect.runPromiseExit(effect)
    expect(seen).toEqual(errors)
    expect(Exit.isFailure(exit) && exit.cause.reasons).toMatchObject([{ _tag: 'Fail', error: { call: 2 } }])
    expect(Exit.isFailure(exit) && (exit.cause.reasons[0] as { error: unknown }).error).toBe(errors[1])
    // What the cause says of where it failed is still there.
    expect(Exit.isFailure(exit) && exit.cause.reasons[0]!.annotations.size).toBeGreaterThan(0)
  })

  test('giving up is a RetryError in the error channel', async () => {
    const error = await Effect.runPromise(
      failing(9).pipe(retryWith({ stop: stopAfterAttempt(2), name: 'load' }, options), Effect.flip),
    )
    expect(error).toBeInstanceOf(RetryError)
    expect(error).toMatchObject({ cause: { _tag: 'Busy', call: 2 }, lastAttempt: { attemptNumber: 2 } })
  })

  test('with reraise it is the last error', async () => {
    const effect = failing(9).pipe(retryWith({ stop: stopAfterAttempt(2), reraise: true }, options))
    expect(await Effect.runPromise(Effect.flip(effect))).toMatchObject({ _tag: 'Busy', call: 2 })
  })

  test('with reraise, a TryAgain gives its cause', async () => {
    const cause = new Busy({ call: 0 })
    const effect = Effect.fail(new TryAgain('later', { cause })).pipe(
      retryWith({ stop: stopAfterAttempt(2), reraise: true }, options),
    )
    expect(await Effect.runPromise(Effect.flip(effect))).toBe(cause)
  })

  test('a class of one’s own is what it fails with', async () => {
    class GaveUp extends Data.TaggedError('GaveUp')<{ readonly name: string }> {}
    const effect = failing(9).pipe(
      retryWith({ stop: stopAfterAttempt(1), retryErrorCls: GaveUp, name: 'load' }, options),
    )
    const caught = effect.pipe(Effect.catchTag('GaveUp', ({ name }) => Effect.succeed(name)))
    expect(await Effect.runPromise(caught)).toBe('load')
  })

  test('the value of a retryErrorCallback is the success', async () => {
    const retryErrorCallback = async ({ attemptNumber }: RetryCallState) => `none in ${attemptNumber}`
    const effect = failing(9).pipe(retryWith({ stop: stopAfterAttempt(2), retryErrorCallback }, options))
    expect(await Effect.runPromise(effect)).toBe('none in 2')
  })

  test('results can be retried', async () => {
    let calls = 0
    const effect = Effect.sync(() => ++calls).pipe(
      retryWith({ retry: retryIfResult((value) => value !== 3), stop: stopAfterAttempt(3) }, options),
    )
    expect(await Effect.runPromise(effect)).toBe(3)
    calls = 5
    const error = await Effect.runPromise(Effect.flip(effect))
    expect(error.lastAttempt).toMatchObject({ failed: false, value: 8 })
  })

  test('a value that is a promise stays one', async () => {
    const promise = Promise.resolve('late')
    const seen: unknown[] = []
    const retry = ({ outcome }: RetryCallState) => seen.push(outcome?.result()) < 2
    const effect = Effect.succeed(promise).pipe(retryWith({ retry }, options))
    const exit = await Effect.runPromiseExit(effect)
    expect(Exit.isSuccess(exit) && exit.value).toBe(promise)
    expect(seen).toEqual([promise, promise])
    expect(seen[0]).toBe(promise)
  })

  test('a function is told which attempt it is', async () => {
    const seen: AttemptInfo[] = []
    const states: RetryCallState[] = []
    const load = (attempt: AttemptInfo) => {
      seen.push(attempt)
      return seen.length < 3 ? Effect.fail('busy') : Effect.succeed(attempt.attemptNumber)
    }
    const before = (state: RetryCallState) => void states.push(state)
    const effect = retryWith({ before }, { ...options, id: 'key' })(load)
    expect(await Effect.runPromise(effect)).toBe(3)
    expect(seen.map(({ attemptKey }) => attemptKey)).toEqual(['key:1', 'key:2', 'key:3'])
    expect(states[0]).toMatchObject({ name: 'load', fn: load, idempotencyKey: 'key' })
  })

  test('each run is a session of its own, also at the same time', async () => {
    const keys = new Set<string>()
    const effect = retryWith(
      { stop: stopAfterAttempt(3) },
      options,
    )(({ attemptNumber, idempotencyKey }) => {
      keys.add(idempotencyKey)
      return Effect.yieldNow.pipe(
        Effect.andThen(attemptNumber < 3 ? Effect.fail('busy') : Effect.succeed(attemptNumber)),
      )
    })
    const runs = Effect.all([effect, effect, effect], { concurrency: 'unbounded' })
    expect(await Effect.runPromise(runs)).toEqual([3, 3, 3])
    expect(await Effect.runPromise(effect)).toBe(3)
    expect(keys.size).toBe(4)
  })

  test('without enabled it runs once', async () => {
    const effect = failing(9).pipe(retryWith({ enabled: false }, options))
    expect(await Effect.runPromise(Effect.flip(effect))).toMatchObject({ _tag: 'Busy', call: 1 })
  })

  test('a retry without a wait needs no stack', async () => {
    expect(await Effect.runPromise(failing(300).pipe(retryWith({}, options)))).toBe(301)
  })

  test('a retry without a wait starves nobody', async () => {
    let timers = 0
    const tick = setInterval(() => timers++, 1)
    let calls = 0
    // However fast the machine is: it goes on until a timer had its turn, or never would have one.
    const effect = Effect.suspend(() =>
      timers === 0 && ++calls < 100_000 ? Effect.fail('busy') : Effect.succeed('done'),
    )
    expect(await Effect.runPromise(effect.pipe(retryWith({}, options)))).toBe('done')
    clearInterval(tick)
    expect(timers).toBeGreaterThan(0)
  })
})

test('a machine that provide has changed runs as it says', async () => {
  const machine = createRetryMachine().provide({ guards: { shouldStop: () => true } })
  const events: unknown[] = []
  const watched = failing(9).pipe(retryWith(machine, { inspect: (event) => events.push(event) }))
  expect(isRetryError(await Effect.runPromise(Effect.flip(watched)))).toBe(true)
  expect(events.length).toBeGreaterThan(0)
  expect(isRetryError(await Effect.runPromise(Effect.flip(failing(9).pipe(retryWith(machine)))))).toBe(true)
})

test('wrong arguments are refused at once', () => {
  expect(() => retryWith({ stop: 3 as never })).toThrow(/stop must be a function, got 3/)
  expect(() => retryWith(undefined as never)).toThrow(/options must be an object, got undefined/)
  expect(() => retryWith({}, { signal: 1 } as never)).toThrow(/unknown option signal.*there are id, inspect/)
  expect(() => retryWith({}, { id: '' })).toThrow(/id must be a string that is not empty/)
  expect(() => retryWith({})(Promise.resolve() as never)).toThrow(
    expect.objectContaining({
      code: 'HOLDFAST_INVALID_OPTION',
      message: expect.stringContaining(
        'what is retried must be an Effect, or a function that gives one, got',
      ),
    }),
  )
})

/** Fails so many times, then gives the number of the call. */
function failing(times: number): Effect.Effect<number, Busy> {
  let call = 0
  return Effect.suspend(() => (++call <= times ? Effect.fail(new Busy({ call })) : Effect.succeed(call)))
}
