import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { TryAgain, stopAfterAttempt } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'

const throwing = (error: unknown) => () => {
  throw error
}

const ends: Readonly<Record<string, { options?: RetryOptions; fn: () => unknown }>> = {
  'a success': { fn: () => 'ok' },
  'an async success': { fn: async () => 'ok' },
  'a refusal': { options: { retry: () => false }, fn: throwing(new Error('down')) },
  'giving up': { options: { stop: stopAfterAttempt(3) }, fn: throwing(new Error('down')) },
  'a fallback': {
    options: { stop: stopAfterAttempt(3), retryErrorCallback: async () => 'fallback' },
    fn: throwing(new TryAgain()),
  },
  'a hook that throws': { options: { before: throwing(new Error('hook')) }, fn: () => 'ok' },
  'a disabled policy': { options: { enabled: false }, fn: () => 'ok' },
}

describe.each(forms)('$title leaves no listener and no timer', ({ run }) => {
  test.each(Object.entries(ends))('after %s', async (_end, { options = {}, fn }) => {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    let most = 0
    const watched = () => {
      most = Math.max(most, getEventListeners(signal, 'abort').length)
      return fn()
    }
    const result = run({ ...options, clock, signal, timeout: 1000, attemptTimeout: 1000 }, watched)
    expect(await settled(result)).toBeDefined()
    expect(most).toBeLessThanOrEqual(1)
    expect({ listeners: getEventListeners(signal, 'abort').length, timers: clock.timers }).toStrictEqual({
      listeners: 0,
      timers: 0,
    })
  })

  test('nor a platform timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const controller = new AbortController()
    const options = { wait: () => 60_000, timeout: 60_000, attemptTimeout: 60_000, signal: controller.signal }
    const result = run(options, throwing(new Error('down')))
    const rejected = result.catch((error: unknown) => error)
    await new Promise((resolve) => setImmediate(resolve))
    expect(timers()).toBeGreaterThan(before)
    controller.abort('stop')
    expect(await rejected).toBe('stop')
    expect(timers()).toBe(before)
  })
})
