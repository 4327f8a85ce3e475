import { describe, expect, test } from 'vitest'
import { AsyncRetrying, TryAgain, retry } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'

const never = () => expect.fail('must not be called')

const options = {
  enabled: false,
  stop: never,
  wait: never,
  retry: never,
  before: never,
  after: never,
  beforeSleep: never,
  sleep: never,
  retryErrorCallback: never,
  reraise: true,
}

describe.each(forms)('enabled: false in $title', ({ run }) => {
  test('calls the function once and asks nothing', async () => {
    let calls = 0
    expect(await run(options, () => ++calls)).toBe(1)
    expect(calls).toBe(1)
  })

  test.each([new Error('down'), new TryAgain('again'), undefined])(
    'lets %s through as it is',
    async (thrown) => {
      const fails = () => Promise.reject(thrown)
      expect(await settled(run(options, fails))).toStrictEqual({ error: thrown })
    },
  )

  test('keeps the limits', async () => {
    const hang = () => new Promise<never>(() => {})
    expect(await settled(run({ ...options, signal: AbortSignal.abort('gone') }, hang))).toStrictEqual({
      error: 'gone',
    })
    expect(await settled(run({ ...options, timeout: 2 }, hang))).toMatchObject({
      error: { scope: 'session' },
    })
    expect(await settled(run({ ...options, attemptTimeout: 2 }, hang))).toMatchObject({
      error: { scope: 'attempt' },
    })
  })
})

describe('enabled: false', () => {
  test('counts no attempt in the statistics', async () => {
    const retrying = new AsyncRetrying(options)
    await retrying.call(() => 'ok')
    expect(retrying.statistics.attemptNumber).toBe(0)
  })

  test('is undone by retryWith', async () => {
    let calls = 0
    const disabled = retry({ enabled: false })(() => {
      if (++calls < 3) throw new Error('down')
      return calls
    })
    expect(await disabled.retryWith({ enabled: true })()).toBe(3)
  })
})
