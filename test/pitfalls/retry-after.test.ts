import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  stopAfterAttempt,
  waitDecorrelatedJitter,
  waitExponentialJitter,
  waitFixed,
  waitRandom,
  waitRandomExponential,
  waitRetryAfter,
} from 'holdfast'
import type { WaitFunction } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { compiledDriver } from '../support/interpreters.ts'

/** The delay after an answer with this header. */
async function delayAfter(retryAfter: string, wait: WaitFunction, random = 0.5): Promise<number> {
  const delays: number[] = []
  const options = {
    wait,
    random: () => random,
    clock: createVirtualClock(),
    stop: stopAfterAttempt(2),
    sleep: async (ms: number) => void delays.push(ms),
  }
  const fail = () =>
    Promise.reject(Object.assign(new Error('busy'), { headers: { 'retry-after': retryAfter } }))
  await compiledDriver.run(options, fail).catch(() => {})
  expect(delays).toHaveLength(1)
  return delays[0] ?? Number.NaN
}

describe('a Retry-After of', () => {
  // The virtual clock begins on 1 January 2026, 00:00:00 GMT.
  test.each([
    ['3', 3000],
    ['0', 200],
    ['0.5', 500],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 200],
    ['-5', 200],
    ['soon', 200],
    ['', 200],
    ['NaN', 200],
    ['Infinity', 200],
    ['1e9', 200],
    ['999999999', 60_000],
  ])('%o is a wait of %d ms, never none and never NaN', async (header, ms) => {
    expect(await delayAfter(header, waitRetryAfter(waitFixed(200), { max: 60_000 }))).toBe(ms)
  })
})

const jitters: Readonly<Record<string, WaitFunction>> = {
  waitRandom: waitRandom({ max: '20s' }),
  waitRandomExponential: waitRandomExponential(),
  waitExponentialJitter: waitExponentialJitter(),
  waitDecorrelatedJitter: waitDecorrelatedJitter(),
}

test.each(Object.entries(jitters))(
  '%s never undercuts the server’s wait, nor exceeds the cap',
  async (_name, jitter) => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.nat(20_000), chance, async (seconds, max, random) => {
        const delay = await delayAfter(String(seconds), waitRetryAfter(jitter, { max }), random)
        expect(delay).toBeGreaterThanOrEqual(Math.min(seconds * 1000, max))
        expect(delay).toBeLessThanOrEqual(max)
      }),
      { numRuns: 50 },
    )
  },
)
