import { Deferred, Effect, Exit, Fiber } from 'effect'
import { observe, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import { createVirtualClock } from 'holdfast/testing'
import { afterEach, describe, expect, test } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { modes } from './modes.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const each of undo.splice(0)) each()
})

describe.each(modes)('%s', (_mode, options) => {
  // What may be cut runs in a fiber of its own.
  test.each<[string, RetryOptions]>([
    ['', {}],
    [' that has a limit', { attemptTimeout: '1h' }],
  ])('interrupting interrupts the attempt%s, and waits for its finalizers', async (_which, limits) => {
    const log: string[] = []
    const attempt = Effect.never.pipe(
      Effect.onInterrupt(() =>
        Effect.andThen(
          Effect.sleep(5),
          Effect.sync(() => log.push('released')),
        ),
      ),
    )
    const clock = createVirtualClock()
    const ends: unknown[] = []
    undo.push(observe({ onEnd: (_state, end) => ends.push(end) }))
    const unhandled = await unhandledDuring(async () => {
      const fiber = Effect.runFork(attempt.pipe(retryWith({ ...limits, clock }, options)))
      await quiet()
      fiber.addObserver(() => log.push(`ended, and ${ends.length} session`))
      await Effect.runPromise(Fiber.interrupt(fiber))
    })
    expect(log).toEqual(['released', 'ended, and 1 session'])
    expect(ends).toMatchObject([{ status: 'failed', error: { message: 'the fiber was interrupted' } }])
    expect(unhandled).toEqual([])
    expect(clock.timers).toBe(0)
  })

  test('interrupting ends the sleep, and nothing runs afterwards', async () => {
    const clock = createVirtualClock()
    let calls = 0
    const effect = Effect.suspend(() => {
      calls++
      return Effect.fail('busy')
    }).pipe(retryWith({ clock, wait: waitFixed('1h'), timeout: '1 day' }, options))
    const unhandled = await unhandledDuring(async () => {
      const fiber = Effect.runFork(effect)
      await quiet()
      expect(clock.timers).toBe(2)
      await Effect.runPromise(Fiber.interrupt(fiber))
      expect(clock.timers).toBe(0)
      clock.advance(1e9)
    })
    expect(calls).toBe(1)
    expect(unhandled).toEqual([])
  })

  test('interrupting ends a sleep on Effect’s own clock', async () => {
    const fiber = Effect.runFork(Effect.fail('busy').pipe(retryWith({ wait: waitFixed('1h') }, options)))
    await quiet()
    const exit = await Effect.runPromise(Effect.andThen(Fiber.interrupt(fiber), Fiber.await(fiber)))
    expect(Exit.hasInterrupts(exit)).toBe(true)
  })

  test('interrupting does not wait for a hook', async () => {
    let calls = 0
    const effect = Effect.sync(() => calls++).pipe(
      retryWith({ before: () => new Promise<void>(() => {}) }, options),
    )
    const fiber = Effect.runFork(effect)
    await quiet()
    await Effect.runPromise(Fiber.interrupt(fiber))
    expect(calls).toBe(0)
  })

  test('the signal of an interrupted attempt is aborted', async () => {
    let signal: AbortSignal | undefined
    const effect = retryWith(
      {},
      options,
    )((attempt) => {
      signal = attempt.signal
      return Effect.promise(() => new Promise(() => {}))
    })
    const fiber = Effect.runFork(effect)
    await quiet()
    expect(signal?.aborted).toBe(false)
    await Effect.runPromise(Fiber.interrupt(fiber))
    expect(signal?.aborted).toBe(true)
  })

  test('the loser of a race is interrupted', async () => {
    const log: string[] = []
    const slow = Effect.never.pipe(
      Effect.onInterrupt(() => Effect.sync(() => log.push('interrupted'))),
      retryWith({ stop: stopAfterAttempt(2) }, options),
    )
    expect(await Effect.runPromise(Effect.race(slow, Effect.delay(Effect.succeed('fast'), 1)))).toBe('fast')
    expect(log).toEqual(['interrupted'])
  })

  test('what is uninterruptible runs to its end', async () => {
    let calls = 0
    const program = Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const effect = Effect.gen(function* () {
        yield* Deferred.succeed(begun, undefined)
        yield* Effect.yieldNow
        return ++calls < 3 ? yield* Effect.fail('busy') : calls
      }).pipe(retryWith({ wait: waitFixed(1) }, options), Effect.uninterruptible)
      const fiber = yield* Effect.forkDetach(effect)
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(fiber)
    })
    await Effect.runPromise(program)
    expect(calls).toBe(3)
  })
})

test('what an attempt forks lives as long as the caller', async () => {
  const program = Effect.gen(function* () {
    const child = yield* Effect.forkChild(Effect.delay(Effect.succeed('alive'), 2)).pipe(retryWith({}))
    return yield* Fiber.join(child)
  })
  expect(await Effect.runPromise(program)).toBe('alive')
})
