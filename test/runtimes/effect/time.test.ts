import { Clock, Effect, Exit, Fiber, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import {
  TimeoutError,
  createRetryMachine,
  isRetryError,
  retryIfNotExceptionType,
  stopAfterAttempt,
  stopAfterDelay,
  waitExponential,
  waitFixed,
} from 'holdfast'
import type { RetryCallState } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import { createVirtualClock } from 'holdfast/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { modes } from './modes.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Runs a program on a clock that it adjusts itself. */
const onTestClock = <A, E>(program: Effect.Effect<A, E>) =>
  Effect.runPromise(program.pipe(Effect.provide(TestClock.layer())))

describe.each(modes)('%s', (_mode, options) => {
  test('TestClock drives the sleeps', async () => {
    const times: number[] = []
    const effect = Effect.flatMap(Clock.currentTimeMillis, (now) => {
      times.push(now)
      return Effect.fail('busy')
    }).pipe(retryWith({ wait: waitExponential({ multiplier: '1s' }), stop: stopAfterAttempt(4) }, options))
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(effect)
        yield* TestClock.adjust('999 millis')
        expect(times).toEqual([0])
        yield* TestClock.adjust('1 millis')
        expect(times).toEqual([0, 1000])
        // Several sleeps in one adjustment.
        yield* TestClock.adjust('1 hour')
        expect(times).toEqual([0, 1000, 3000, 7000])
        expect(Exit.isFailure(yield* Fiber.await(fiber))).toBe(true)
      }),
    )
  })

  test('the policy reads the time that TestClock shows', async () => {
    const elapsed: number[] = []
    const times: number[] = []
    const effect = Effect.fail('busy').pipe(
      retryWith(
        {
          wait: waitFixed('10 minutes'),
          stop: stopAfterDelay('25 minutes'),
          after: (state: RetryCallState) => {
            elapsed.push(state.elapsed)
            times.push(state.clock.now())
          },
        },
        options,
      ),
    )
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.flip(effect))
        yield* TestClock.adjust('1 hour')
        expect(yield* Fiber.join(fiber)).toMatchObject({
          statistics: { attemptNumber: 4, idleFor: 1_800_000, startTime: 0 },
        })
      }),
    )
    expect(elapsed).toEqual([0, 600_000, 1_200_000, 1_800_000])
    expect(times).toEqual(elapsed)
  })

  test('the timers of strategies are on it too', async () => {
    const rang: number[] = []
    const before = ({ clock }: RetryCallState) => {
      clock.setTimer(() => rang.push(clock.monotonic()), 50)
      clock.setTimer(() => rang.push(Number.NaN), 50)()
    }
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(
          Effect.void.pipe(Effect.delay(10), retryWith({ before }, options)),
        )
        yield* TestClock.adjust(100)
        yield* Fiber.join(fiber)
      }),
    )
    expect(rang).toEqual([50])
  })

  test('a clock of the policy’s own is the one', async () => {
    const clock = createVirtualClock()
    const machine = createRetryMachine({ clock, wait: waitFixed('1h'), stop: stopAfterAttempt(2) })
    const promise = onTestClock(Effect.flip(Effect.fail('busy').pipe(retryWith(machine, options))))
    await vi.waitUntil(() => clock.timers > 0, { interval: 1 })
    clock.advance(3_600_000)
    expect(await promise).toMatchObject({ statistics: { idleFor: 3_600_000 } })
  })

  test('a sleep longer than a timer of the platform can be is slept whole', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let calls = 0
    const effect = Effect.sync(() => ++calls).pipe(
      Effect.filterOrFail((call) => call > 1),
      retryWith({ wait: waitFixed('30 days') }, options),
    )
    const fiber = Effect.runFork(effect)
    await quiet()
    await vi.advanceTimersByTimeAsync(30 * 86_400_000 - 1)
    expect(calls).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await Effect.runPromise(Fiber.join(fiber))
    expect(calls).toBe(2)
  })

  test('an attempt that takes too long is interrupted, its finalizers are awaited, and it is retried', async () => {
    const log: string[] = []
    const signals: AbortSignal[] = []
    const effect = retryWith(
      { attemptTimeout: '1s', wait: waitFixed('1s') },
      options,
    )(({ attemptNumber, signal }) => {
      signals.push(signal)
      log.push(`begins ${attemptNumber}`)
      if (attemptNumber === 3) return Effect.succeed('at last')
      return Effect.never.pipe(
        Effect.onInterrupt(() =>
          Effect.andThen(
            Effect.sleep('1 seconds'),
            Effect.sync(() => log.push(`ended ${attemptNumber}`)),
          ),
        ),
      )
    })
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(effect)
        yield* TestClock.adjust('999 millis')
        expect(signals[0]?.aborted).toBe(false)
        yield* TestClock.adjust('1 millis')
        expect(signals[0]?.reason).toMatchObject({ scope: 'attempt', limit: 1000 })
        expect(log).toEqual(['begins 1'])
        yield* TestClock.adjust('1 seconds')
        expect(log).toEqual(['begins 1', 'ended 1'])
        yield* TestClock.adjust('1 seconds')
        expect(log).toEqual(['begins 1', 'ended 1', 'begins 2'])
        yield* TestClock.adjust('3 seconds')
        expect(yield* Fiber.join(fiber)).toBe('at last')
      }),
    )
    expect(log).toEqual(['begins 1', 'ended 1', 'begins 2', 'ended 2', 'begins 3'])
    expect(signals[2]?.aborted).toBe(false)
  })

  test('what an attempt makes of its signal comes after the timeout', async () => {
    const seen: unknown[] = []
    const effect = retryWith(
      {
        attemptTimeout: 5,
        retry: ({ outcome }) => Boolean(seen.push(outcome?.failed && outcome.error)) && false,
      },
      options,
    )(({ signal }) =>
      Effect.callback<never, string>((resume) => {
        signal.addEventListener('abort', () => resume(Effect.fail('aborted')))
      }),
    )
    const error = await Effect.runPromise(Effect.flip(effect))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(seen).toEqual([error])
  })

  test('an attempt in time leaves no timer', async () => {
    const clock = createVirtualClock()
    const policy = { clock, attemptTimeout: '1s', timeout: '1h' }
    for (const attempt of [Effect.succeed('at once'), Effect.as(Effect.yieldNow, 'later')])
      await Effect.runPromise(attempt.pipe(retryWith(policy, options)))
    expect(clock.timers).toBe(0)
  })

  test('the deadline of the session cuts the attempt, and awaits its finalizers', async () => {
    let released = 0
    const effect = Effect.never.pipe(
      Effect.ensuring(Effect.sync(() => released++)),
      retryWith({ timeout: '5s', attemptTimeout: '3s', retry: retryIfNotExceptionType(RangeError) }, options),
    )
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.flip(effect))
        yield* TestClock.adjust('3 seconds')
        expect(released).toBe(1)
        yield* TestClock.adjust('2 seconds')
        const error = yield* Fiber.join(fiber)
        expect(error).toBeInstanceOf(TimeoutError)
        expect(error).toMatchObject({ scope: 'session', limit: 5000, cause: { scope: 'attempt' } })
        expect(released).toBe(2)
      }),
    )
  })

  test('the deadline of the session cuts a sleep', async () => {
    const effect = Effect.fail('busy').pipe(retryWith({ timeout: '5s', wait: waitFixed('1h') }, options))
    await onTestClock(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.flip(effect))
        yield* TestClock.adjust('5 seconds')
        expect(yield* Fiber.join(fiber)).toMatchObject({ scope: 'session', cause: 'busy' })
      }),
    )
  })
})

test('one retrier may run on several clocks', async () => {
  const effect = Effect.fail('busy').pipe(retryWith({ wait: waitFixed('1h'), stop: stopAfterAttempt(2) }))
  const program = Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Effect.flip(effect))
    yield* TestClock.adjust('1 hour')
    const error = yield* Fiber.join(fiber)
    return isRetryError(error) && error.statistics.idleFor
  })
  const each = program.pipe(Effect.provide(Layer.fresh(TestClock.layer())))
  expect(await Effect.runPromise(Effect.all([each, each], { concurrency: 2 }))).toEqual([
    3_600_000, 3_600_000,
  ])
})
