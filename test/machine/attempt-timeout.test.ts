import { describe, expect, test } from 'vitest'
import { TimeoutError, isRetryError, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { interpreters } from '../support/interpreters.ts'
import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})

describe.each(interpreters)('attemptTimeout in $title', ({ run }) => {
  /** Lets each attempt of a policy run into the limit. */
  function passing(limit: number, times: number) {
    const clock = createVirtualClock()
    return {
      clock,
      pass: async () => {
        for (let i = 0; i < times; i++) {
          await quiet()
          clock.advance(limit)
        }
        await quiet()
      },
    }
  }

  test('counts as a failure, with a TimeoutError of scope attempt', async () => {
    const { clock, pass } = passing(50, 2)
    const result = rejection(run({ clock, attemptTimeout: '50ms', stop: stopAfterAttempt(2) }, hang))
    await pass()
    const error = await result
    expect(isRetryError(error) && error.cause).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({
      lastAttempt: { attemptNumber: 2 },
      cause: { scope: 'attempt', limit: 50, code: 'HOLDFAST_ATTEMPT_TIMEOUT' },
    })
    expect(clock.timers).toBe(0)
  })

  test('gives each attempt a fresh signal, aborted with the TimeoutError', async () => {
    const { clock, pass } = passing(50, 2)
    const signals: AbortSignal[] = []
    const result = run({ clock, attemptTimeout: 50 }, ({ signal, attemptNumber }: AttemptInfo) => {
      signals.push(signal)
      return attemptNumber < 3 ? hang() : signals.map(({ aborted }) => aborted)
    })
    await pass()
    expect(await result).toStrictEqual([true, true, false])
    expect(new Set(signals).size).toBe(3)
    expect(signals[0]?.reason).toBeInstanceOf(TimeoutError)
  })

  test('shows a late attempt its own signal, not its successor’s', async () => {
    const { clock, pass } = passing(50, 1)
    let first: AttemptInfo | undefined
    const result = run({ clock, attemptTimeout: 50 }, (attempt) => {
      first ??= attempt
      return attempt.attemptNumber === 1 ? hang() : 'ok'
    })
    await pass()
    expect(await result).toBe('ok')
    expect(first?.signal.reason).toBeInstanceOf(TimeoutError)
  })

  test('wins over what the function rejects with when its signal is aborted', async () => {
    const { clock, pass } = passing(50, 1)
    const rejectsOnAbort = ({ signal }: AttemptInfo) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('mine'))))
    const result = rejection(run({ clock, attemptTimeout: 50, stop: () => true }, rejectsOnAbort))
    await pass()
    expect(await result).toMatchObject({ cause: { name: 'TimeoutError' } })
  })

  test('handles the late rejection and ignores the late value of an attempt', async () => {
    const { clock, pass } = passing(50, 2)
    const late: { resolve: (value: unknown) => void; reject: (error: unknown) => void }[] = []
    const errors = await unhandledDuring(async () => {
      const result = run({ clock, attemptTimeout: 50 }, ({ attemptNumber }) =>
        attemptNumber === 3 ? 'third' : new Promise((resolve, reject) => late.push({ resolve, reject })),
      )
      await pass()
      late[0]?.reject(new Error('late'))
      late[1]?.resolve('late')
      expect(await result).toBe('third')
      await nextTurn()
    })
    expect(errors).toStrictEqual([])
  })

  test('leaves the attempt in time alone, sync or async', async () => {
    const clock = createVirtualClock()
    expect(await run({ clock, attemptTimeout: 50 }, () => 'sync')).toBe('sync')
    expect(await run({ clock, attemptTimeout: 50 }, async () => 'async')).toBe('async')
    const error = new Error('sync')
    const throws = () => {
      throw error
    }
    expect(await rejection(run({ clock, attemptTimeout: 50, retry: () => false }, throws))).toBe(error)
    expect(clock.timers).toBe(0)
  })

  test('is no limit when it is Infinity', async () => {
    const clock = createVirtualClock()
    const result = run({ clock, attemptTimeout: Infinity }, async () => {
      await nextTurn()
      return clock.timers
    })
    expect(await result).toBe(0)
  })
})
