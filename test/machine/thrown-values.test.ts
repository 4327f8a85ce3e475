import { describe, expect, test } from 'vitest'
import { stopAfterAttempt } from 'holdfast'
import type { RetryError, RetryOptions } from 'holdfast'

import { hostileValues } from '../support/hostile-values.ts'
import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'

const [revoked, secretive, unprintable, bare] = hostileValues()

const values: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  'a string': 'down',
  'the empty string': '',
  zero: 0,
  NaN,
  false: false,
  'a bigint': 1n,
  'a symbol': Symbol('down'),
  'a function': () => 'down',
  'a frozen object': Object.freeze({ code: 'down' }),
  'a frozen error': Object.freeze(new Error('down')),
  'a proxy': new Proxy(new Error('down'), {}),
  'a revoked proxy': revoked,
  'a proxy that throws': secretive,
  'an object whose toString throws': unprintable,
  'an object without a prototype': bare,
}

const twice = stopAfterAttempt(2)

describe.each(forms)('$title gives what was thrown as it is:', ({ run }) => {
  /** What a session ends with, in a box: a promise of the value itself would look for its `then`. */
  const endOf = (options: RetryOptions, value: unknown, isAsync: boolean) =>
    settled(
      run(options, () => {
        // The very values that nobody should throw, and somebody does.
        if (isAsync) return Promise.reject(value)
        throw value
      }),
    )

  for (const [name, value] of Object.entries(values)) {
    for (const isAsync of [false, true]) {
      test(`${name}, ${isAsync ? 'async' : 'sync'}`, async () => {
        // By Object.is, since the matchers' messages would look into the value.
        const same = (actual: unknown) => expect(Object.is(actual, value)).toBe(true)
        for (const options of [{ retry: () => false }, { stop: twice, reraise: true }]) {
          const end = await endOf(options, value, isAsync)
          expect(Object.keys(end ?? {})).toStrictEqual(['error'])
          same((end as { error: unknown }).error)
        }
        const { error } = (await endOf({ stop: twice }, value, isAsync)) as { error: RetryError }
        same(error.cause)
        same(error.errors[0])
        expect(error.message).toContain('gave up after 2 attempts')
      })
    }
  }

  test('retries all of them by default', async () => {
    for (const value of Object.values(values)) {
      let calls = 0
      const result = run({ stop: stopAfterAttempt(3) }, () => {
        if (++calls < 3) throw value
        return 'ok'
      })
      expect(await result).toBe('ok')
    }
  })

  test('and an AbortError is not retried, whoever made it', async () => {
    for (const error of [new DOMException('stop', 'AbortError'), { name: 'AbortError' }]) {
      expect(await endOf({}, error, true)).toStrictEqual({ error })
    }
  })
})
