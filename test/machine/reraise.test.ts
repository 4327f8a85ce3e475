import { describe, expect, test } from 'vitest'
import { RetryError, TryAgain, stopAfterAttempt } from 'holdfast'
import type { RetryErrorInit, RetryOptions } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { rejection } from '../support/settled.ts'

const cause = new Error('the cause')
const inner = new TryAgain('inner', { cause })
const stop = stopAfterAttempt(2)

/** What is thrown, and what giving up comes to with `reraise`. */
const rows: readonly (readonly [title: string, thrown: unknown, reraised: unknown])[] = [
  ['an error: that error', cause, cause],
  ['undefined: undefined', undefined, undefined],
  ['a TryAgain with a cause: the cause', inner, cause],
  ['a TryAgain caused by a TryAgain: one level only', new TryAgain('outer', { cause: inner }), inner],
]
const bare = new TryAgain('bare')
const withNull = new TryAgain('null', { cause: null })

describe.each(forms)('giving up in $title', ({ run }) => {
  const giveUp = (options: RetryOptions, thrown: unknown) =>
    rejection(run({ stop, ...options }, () => Promise.reject(thrown)))

  test.each([
    ...rows,
    ['a TryAgain without: itself', bare, bare],
    ['a null cause: itself', withNull, withNull],
  ] as const)('reraises of %s', async (_title, thrown, reraised) => {
    expect(await giveUp({ reraise: true }, thrown)).toBe(reraised)
    const error = await giveUp({}, thrown)
    expect(error).toBeInstanceOf(RetryError)
    expect((error as RetryError).cause).toBe(thrown)
    const again = await rejection((async () => (error as RetryError).reraise())())
    expect(again).toBe(reraised)
  })

  test('after a retried result throws the RetryError, reraised or not', async () => {
    for (const reraise of [true, false]) {
      const error = await rejection(run({ stop, reraise, retry: () => true }, () => 'again'))
      expect(error).toBeInstanceOf(RetryError)
      expect(error).toMatchObject({
        lastAttempt: { failed: false, value: 'again' },
        message: expect.stringContaining('last result: "again"'),
      })
      expect(Object.hasOwn(error as object, 'cause')).toBe(false)
      expect(() => (error as RetryError).reraise()).toThrow((error as Error).message)
    }
  })

  test('throws the retryErrorCls', async () => {
    class ServiceDown extends RetryError {
      override readonly name = 'ServiceDown'
    }
    expect(await giveUp({ retryErrorCls: ServiceDown }, cause)).toBeInstanceOf(ServiceDown)
    class Plain {
      readonly init: RetryErrorInit
      constructor(init: RetryErrorInit) {
        this.init = init
      }
    }
    const { init } = (await giveUp({ retryErrorCls: Plain, name: 'job' }, cause)) as Plain
    expect(init).toMatchObject({ name: 'job', errors: [cause, cause], lastAttempt: { attemptNumber: 2 } })
  })

  test('gives the retryErrorCallback’s value, before reraise; what it throws is thrown', async () => {
    const values = [() => 'fallback', async () => 'fallback']
    for (const retryErrorCallback of values) {
      const result = run({ stop, reraise: true, retryErrorCallback }, () => Promise.reject(cause))
      expect(await result).toBe('fallback')
    }
    const lastResult: RetryOptions['retryErrorCallback'] = ({ outcome }) => outcome?.result()
    expect(await giveUp({ reraise: true, retryErrorCallback: lastResult }, inner)).toBe(inner)
  })

  test('keeps the last ten errors, in order', async () => {
    let calls = 0
    const error = await rejection(run({ stop: stopAfterAttempt(25) }, () => Promise.reject(++calls)))
    expect(error).toMatchObject({ errors: [16, 17, 18, 19, 20, 21, 22, 23, 24, 25], cause: 25 })
  })

  test('says in one line what was tried, how often, how long and how it failed last', async () => {
    let now = 0
    const clock = { now: () => now, monotonic: () => now, setTimer: () => () => {} }
    const sleep = async (ms: number) => void (now += ms)
    const options = { clock, sleep, wait: () => 1250, name: 'fetchUser', stop: stopAfterAttempt(3) }
    const error = await rejection(run(options, () => Promise.reject(new TypeError('reset\nby peer'))))
    expect((error as Error).message).toMatch(
      /^fetchUser gave up after 3 attempts in 2\.5 s; last error: TypeError: reset.{1,2}by peer$/,
    )
  })
})
