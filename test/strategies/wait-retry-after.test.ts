import fc from 'fast-check'
import {
  waitDecorrelatedJitter,
  waitExponentialJitter,
  waitFixed,
  waitNone,
  waitRandom,
  waitRandomExponential,
  waitRetryAfter,
} from 'holdfast'
import { describe, expect, test } from 'vitest'
import { failedState, makeCallState, returnedState } from '../support/call-state.ts'
import { hostileValues } from '../support/hostile-values.ts'

const NOW = Date.UTC(2026, 0, 1)
const BACKOFF = 7

/** The delay for headers on an error, with a backoff of 7 ms and a cap of 1 minute. */
function delayFor(headers: unknown): unknown {
  const error = Object.assign(new Error('busy'), { response: { status: 429, headers } })
  return waitRetryAfter(waitFixed(BACKOFF), { max: '1m' })(failedState(error, { now: NOW }))
}

describe('what the server asks for', () => {
  test.each([
    ['retry-after', '5', 5000],
    ['retry-after', ' 5 ', 5000],
    ['retry-after', 5, 5000],
    ['retry-after', '1.5', 1500],
    ['retry-after', '0', BACKOFF],
    ['retry-after', 0, BACKOFF],
    ['retry-after', '0.001', BACKOFF],
    ['retry-after', '3600', 60_000],
    ['retry-after', '9'.repeat(400), 60_000],
    ['retry-after', ['3', '9'], 3000],
    ['retry-after', 'Thu, 01 Jan 2026 00:00:20 GMT', 20_000],
    ['retry-after', 'Thursday, 01-Jan-26 00:00:20 GMT', 20_000],
    ['retry-after', 'Thu Jan  1 00:00:20 2026', 20_000],
    ['retry-after', 'Fri, 02 Jan 2026 00:00:00 GMT', 60_000],
    ['retry-after', 'Wed, 31 Dec 2025 23:59:59 GMT', BACKOFF],
    ['retry-after-ms', '1234', 1234],
    ['retry-after-ms', '1234.5', 1234.5],
    ['ratelimit-reset', '12', 12_000],
    ['ratelimit-reset', '3600', 60_000],
    ['ratelimit-reset', String(NOW / 1000 + 30), 30_000],
    ['ratelimit-reset', String(NOW / 1000 - 30), BACKOFF],
  ])('%s: %j is a wait of %d ms', (name, value, expected) => {
    expect(delayFor({ [name]: value })).toBe(expected)
  })

  test.each([
    '',
    ' ',
    'soon',
    '-5',
    '+5',
    '5s',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '5, 5',
    '1,5',
    '.5',
    '2026-01-01T00:01:00Z',
    'Thu, 99 Foo 2026 00:00:20 GMT',
    'Thu, 01 Jan 2026 00:00:20 CET',
    'tomorrow',
    NaN,
    -5,
    Infinity,
    true,
    null,
    {},
    [],
  ])('%j is as if it were absent', (value) => {
    expect(delayFor({ 'retry-after': value })).toBe(BACKOFF)
    expect(delayFor({ 'retry-after-ms': value, 'retry-after': '9' })).toBe(9000)
    expect(delayFor({ 'retry-after': value, 'ratelimit-reset': '3' })).toBe(3000)
  })

  test('milliseconds count before seconds, and these before the reset', () => {
    expect(delayFor({ 'ratelimit-reset': '3', 'retry-after': '2', 'retry-after-ms': '1000' })).toBe(1000)
    expect(delayFor({ 'ratelimit-reset': '3', 'retry-after': '2' })).toBe(2000)
  })

  test('a reset does not count while requests remain', () => {
    expect(delayFor({ 'RateLimit-Reset': '30', 'RateLimit-Remaining': '4' })).toBe(BACKOFF)
    expect(delayFor({ 'RateLimit-Reset': '30', 'RateLimit-Remaining': '0' })).toBe(30_000)
  })
})

describe('where headers are looked for', () => {
  const headers = { 'Retry-After': '2' }

  test.each([
    ['a plain object', headers],
    ['a plain object in capitals', { 'RETRY-AFTER': '2' }],
    ['Headers', new Headers(headers)],
    ['a Map', new Map(Object.entries(headers))],
    ['a list of pairs', Object.entries(headers)],
    ['what has a get method', { get: (name: string) => (name.toLowerCase() === 'retry-after' ? '2' : null) }],
    ['AxiosHeaders', new AxiosHeadersLike(headers)],
  ])('in %s', (_kind, given) => {
    expect(delayFor(given)).toBe(2000)
  })

  test('on the error, on its response, and on a result', () => {
    const wait = waitRetryAfter(waitNone())
    expect(wait(failedState(Object.assign(new Error(), { headers })))).toBe(2000)
    expect(wait(failedState(Object.assign(new Error(), { response: { headers } })))).toBe(2000)
    expect(wait(returnedState(new Response(null, { headers })))).toBe(2000)
    expect(wait(returnedState({ response: { headers } }))).toBe(2000)
  })

  test('nothing is found in other values', () => {
    const wait = waitRetryAfter(waitFixed(BACKOFF))
    const others = [undefined, null, 'text', 5, {}, { headers: 5 }, { headers: null }]
    for (const value of [...others, ...hostileValues(), { headers: hostileValues()[0] }]) {
      expect(wait(failedState(value))).toBe(BACKOFF)
      expect(wait(returnedState(value))).toBe(BACKOFF)
    }
  })

  test('nothing is found without an outcome', () => {
    expect(waitRetryAfter(waitFixed(BACKOFF))(makeCallState({ outcome: undefined }))).toBe(BACKOFF)
  })
})

describe('the strategy inside', () => {
  test('is a floor no jitter cuts, and a cap nothing passes', async () => {
    const jitters = [
      waitRandom({ max: 90_000 }),
      waitRandomExponential(),
      waitExponentialJitter(),
      waitDecorrelatedJitter(),
      waitFixed(Infinity),
      waitNone(),
    ]
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...jitters),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 5000 }),
        random,
        fc.boolean(),
        async (jitter, seconds, attemptNumber, r, isAsync) => {
          const state = failedState({ headers: { 'retry-after': seconds } }, { attemptNumber, randoms: [r] })
          const delay = await waitRetryAfter(isAsync ? async (each) => jitter(each) : jitter, {
            max: 60_000,
          })(state)
          expect(delay).toBeGreaterThanOrEqual(seconds * 1000)
          expect(delay).toBeLessThanOrEqual(60_000)
        },
      ),
    )
  })

  test('may give nothing', () => {
    expect(waitRetryAfter(() => undefined)(makeCallState())).toBe(0)
  })

  test('is a function, and the cap a duration', () => {
    const none: unknown = undefined
    expect(() => waitRetryAfter(none as () => number)).toThrow(
      'waitRetryAfter: strategy must be a function, got undefined',
    )
    expect(() => waitRetryAfter(waitNone(), { max: 'x' })).toThrow(TypeError)
    expect(waitRetryAfter(waitFixed(1e9))(makeCallState())).toBe(3_600_000)
  })
})

/** As axios has it: `get` ignores case, and the keys keep the case they were given in. */
class AxiosHeadersLike {
  readonly [name: string]: unknown

  constructor(headers: object) {
    Object.assign(this, headers)
  }

  get(name: string): unknown {
    return Object.entries(this).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  }
}
