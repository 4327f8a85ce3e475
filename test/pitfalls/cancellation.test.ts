import { getEventListeners } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { retry, runWithRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo } from 'holdfast'

import { forms, interpreters } from '../support/interpreters.ts'
import { untilAborted } from '../support/until-aborted.ts'
import { rejection } from '../support/settled.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

describe.each(forms)('in $title', ({ run }) => {
  test('an abort cuts the sleep, no attempt runs after it, and its reason is kept', async () => {
    const controller = new AbortController()
    let calls = 0
    const result = rejection(run({ wait: () => 60_000, signal: controller.signal }, () => (calls++, fail())))
    setTimeout(() => controller.abort('shutdown'), 2)
    const start = performance.now()
    expect(await result).toBe('shutdown')
    expect(performance.now() - start).toBeLessThan(1000)
    expect(calls).toBe(1)
  })

  test('the deadline of AbortSignal.timeout is not taken for a failure to retry', async () => {
    let calls = 0
    const signal = AbortSignal.timeout(5)
    const fetches = () => {
      calls++
      return untilAborted(signal)
    }
    expect(await rejection(run({ signal, retry: () => true }, fetches))).toBe(signal.reason)
    expect(calls).toBe(1)
  })

  test('a long-lived signal holds at most one listener of a session, and none after it', async () => {
    const { signal } = new AbortController()
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    onTestFinished(() => void process.off('warning', warn))
    let calls = 0
    let most = 0
    await run({ signal }, () => {
      most = Math.max(most, getEventListeners(signal, 'abort').length)
      return ++calls < 1000 ? fail() : 'ok'
    })
    expect(most).toBe(1)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(warnings).toStrictEqual([])
  })
})

describe.each(interpreters)('in $title', ({ run }) => {
  test('an attempt that timed out is retried, and the next one’s signal is not aborted', async () => {
    const aborted: boolean[] = []
    const value = await run({ attemptTimeout: 5 }, ({ attemptNumber, signal }: AttemptInfo) => {
      aborted.push(signal.aborted)
      return attemptNumber < 3 ? hang() : 'ok'
    })
    expect(value).toBe('ok')
    expect(aborted).toStrictEqual([false, false, false])
  })
})

describe('an outer session', () => {
  test('ends the attempt and the sleep of an inner one, with its own error', async () => {
    for (const innerFn of [hang, fail]) {
      let calls = 0
      const inner = ({ signal }: AttemptInfo) =>
        runWithRetry({ wait: () => 60_000, signal }, () => (calls++, innerFn()))
      const error = await rejection(runWithRetry({ timeout: 10 }, inner))
      expect(error).toMatchObject({ name: 'TimeoutError', scope: 'session', limit: 10 })
      expect(calls).toBe(1)
    }
  })

  test('multiplies the attempts of an inner one', async () => {
    let calls = 0
    const inner = retry({ stop: stopAfterAttempt(5) })(() => (calls++, fail()))
    await rejection(retry({ stop: stopAfterAttempt(10) })(inner)())
    expect(calls).toBe(50)
  })
})
