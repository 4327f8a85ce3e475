import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { retryIfResult, systemClock } from 'holdfast'
import type { Clock } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const error = new Error('no time')

/** The platform's clock until one of its methods has been called so often. */
function failingClock(method: 'monotonic' | 'setTimer', at: number): Clock {
  let calls = 0
  const fails = (reads: (...args: never[]) => unknown) =>
    ((...args: never[]) => {
      if (++calls === at) throw error
      return reads(...args)
    }) as never
  return { ...systemClock, [method]: fails(systemClock[method]) }
}

describe.each(forms)('$title rejects once with the error of', ({ run }) => {
  test.each([
    ['monotonic', 'at the start', 1],
    ['monotonic', 'after an attempt', 2],
    ['setTimer', 'for the deadline', 1],
    ['setTimer', 'for an attempt', 2],
    ['setTimer', 'for a sleep', 3],
  ] as const)('clock.%s %s', async (method, _when, at) => {
    const { signal } = new AbortController()
    const clock = failingClock(method, at)
    // Only results are retried: an attempt without its time limit is a failed one.
    const retry = retryIfResult(() => true)
    const options = { clock, signal, timeout: 60_000, attemptTimeout: 60_000, wait: () => 1, retry }
    const unhandled = await unhandledDuring(async () => {
      expect(await settled(run(options, () => 'again'))).toStrictEqual({ error })
    })
    expect(unhandled).toStrictEqual([])
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
