import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  retry,
  stopAfterAttempt,
  stopAfterDelay,
  waitChain,
  waitDecorrelatedJitter,
  waitExponential,
  waitExponentialJitter,
  waitFixed,
  waitIncrementing,
  waitRandom,
  waitRandomExponential,
} from 'holdfast'
import type { RetryOptions, WaitFunction } from 'holdfast'

import { compiledDriver, interpreters } from '../support/interpreters.ts'
import { makeCallState } from '../support/call-state.ts'

const fail = () => {
  throw new Error('down')
}

/** The delays that a policy sleeps before it gives up. */
async function delaysOf(options: RetryOptions, { run } = compiledDriver): Promise<number[]> {
  const delays: number[] = []
  await run({ sleep: async (ms) => void delays.push(ms), ...options }, fail).catch(() => {})
  return delays
}

describe.each(interpreters)('in $title', (form) => {
  test.each([2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Infinity])(
    'a delay of %d ms, which platforms cut to 32 bits, does not fire at once',
    async (ms) => {
      let calls = 0
      const result = form.run({ wait: () => ms, timeout: 40 }, () => (calls++, fail()))
      await expect(result).rejects.toMatchObject({ scope: 'session' })
      expect(calls).toBe(1)
    },
  )

  test('an exponential wait is the textbook’s sequence, whatever the multiplier', async () => {
    const stop = stopAfterAttempt(6)
    expect(await delaysOf({ stop, wait: waitExponential({ multiplier: 1 }) }, form)).toStrictEqual([
      1, 2, 4, 8, 16,
    ])
    expect(await delaysOf({ stop, wait: waitExponential({ multiplier: 10, max: 50 }) }, form)).toStrictEqual([
      10, 20, 40, 50, 50,
    ])
    expect(
      await delaysOf({ stop, wait: waitExponential({ multiplier: 100, expBase: 3 }) }, form),
    ).toStrictEqual([100, 300, 900, 2700, 8100])
  })

  test('a wait of one’s own cannot defeat the stop strategy', async () => {
    for (const delay of [0, 1, 1e9])
      expect(await delaysOf({ stop: stopAfterAttempt(4), wait: () => delay }, form)).toHaveLength(3)
  })
})

const waits: Readonly<Record<string, WaitFunction>> = {
  waitExponential: waitExponential(),
  'waitExponential from 0': waitExponential({ multiplier: 0 }),
  'waitExponential to a maximum': waitExponential({ max: '1h' }),
  'waitExponential by a large base': waitExponential({ expBase: 1e300 }),
  waitRandomExponential: waitRandomExponential(),
  'waitRandomExponential from 0': waitRandomExponential({ multiplier: 0 }),
  waitExponentialJitter: waitExponentialJitter(),
  waitDecorrelatedJitter: waitDecorrelatedJitter(),
  waitIncrementing: waitIncrementing({ start: 1, increment: 1e306 }),
  'waitIncrementing downwards': waitIncrementing({ start: 5, increment: -1 }),
  waitRandom: waitRandom({ max: 1000 }),
  waitChain: waitChain(waitFixed(1), waitExponential()),
}

test.each(Object.entries(waits))(
  '%s never overflows to NaN or a negative in 5,000 attempts',
  (_name, wait) => {
    const wrong: unknown[] = []
    for (let attemptNumber = 1; attemptNumber <= 5000; attemptNumber++) {
      for (const random of [0, 0.5, 1 - Number.EPSILON / 2]) {
        const delay = wait(makeCallState({ attemptNumber, error: 'down', randoms: [random] }))
        if (!(typeof delay === 'number' && delay >= 0)) wrong.push({ attemptNumber, random, delay })
      }
    }
    expect(wrong).toStrictEqual([])
  },
)

test('successive jitters are independent, not sorted', async () => {
  const delays = await delaysOf({ stop: stopAfterAttempt(200), wait: waitRandom({ max: 1000 }) })
  const rises = delays.filter((delay, index) => index > 0 && delay > (delays[index - 1] ?? 0)).length
  expect(rises).toBeGreaterThan(60)
  expect(rises).toBeLessThan(140)
})

test('limits as large as numbers go are accepted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(Infinity, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 53), async (limit) => {
      const options = { stop: stopAfterAttempt(limit).or(stopAfterDelay(limit)) }
      let calls = 0
      expect(await retry(options)(() => (++calls < 1000 ? fail() : calls))()).toBe(1000)
    }),
    { numRuns: 8 },
  )
})
