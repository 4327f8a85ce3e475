import { describe, expect, test } from 'vitest'
import type { RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

const hang = () => new Promise<never>(() => {})
const fail = (error: unknown) => () => {
  throw error
}

describe.each(forms)('timeout in $title', ({ run }) => {
  /** A session's error once so much time has passed, in steps. */
  async function errorAfter(steps: readonly number[], options: RetryOptions, fn: () => unknown) {
    const clock = createVirtualClock()
    const result = rejection(run({ ...options, clock }, fn))
    for (const step of steps) {
      await quiet()
      clock.advance(step)
    }
    const error = await result
    expect(clock.timers).toBe(0)
    return error as { scope: string; cause?: unknown }
  }

  test('interrupts an attempt, with a TimeoutError of scope session', async () => {
    const error = await errorAfter([100], { timeout: '100ms' }, hang)
    expect(error).toMatchObject({ name: 'TimeoutError', scope: 'session', limit: 100 })
    expect(error).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT' })
    expect(Object.hasOwn(error, 'cause')).toBe(false)
  })

  test('interrupts a sleep; the cause is the last error', async () => {
    const cause = new Error('down')
    expect(await errorAfter([100], { timeout: 100, wait: () => 1000 }, fail(cause))).toMatchObject({
      scope: 'session',
      cause,
    })
  })

  test('names the last error as its cause while a later attempt is under way', async () => {
    let calls = 0
    const fn = () => (calls++ < 12 ? fail(calls)() : hang())
    const error = await errorAfter(
      [...Array.from({ length: 12 }, () => 1), 100],
      { timeout: 100, wait: () => 1 },
      fn,
    )
    expect(error.cause).toBe(12)
  })

  test('holds whatever the strategies say, and is not retried', async () => {
    const options = { timeout: 100, retry: () => true, stop: () => false }
    expect(await errorAfter([100], options, hang)).toMatchObject({ scope: 'session' })
  })

  test('aborts the signal of the attempt with the same error', async () => {
    let signal: AbortSignal | undefined
    const options: RetryOptions = { timeout: 100, before: (state) => void ({ signal } = state) }
    const error = await errorAfter([100], options, hang)
    expect(signal?.reason).toBe(error)
  })

  test('runs beside attemptTimeout', async () => {
    const error = await errorAfter([40, 40, 20], { timeout: 100, attemptTimeout: 40 }, hang)
    expect(error).toMatchObject({ scope: 'session', cause: { scope: 'attempt' } })
  })
})
