import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { TryAgain, afterLog, beforeLog, beforeSleepLog, stopAfterAttempt } from 'holdfast'
import type { RetryOptions } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const fail = () => {
  throw new Error('down')
}

/** Options in which the function stands for one of the user's own. */
const steps: Readonly<Record<string, (fn: () => never) => RetryOptions>> = {
  before: (fn) => ({ before: fn }),
  retry: (fn) => ({ retry: fn }),
  after: (fn) => ({ after: fn }),
  wait: (fn) => ({ wait: fn }),
  stop: (fn) => ({ stop: fn }),
  retryErrorCallback: (fn) => ({ stop: stopAfterAttempt(1), retryErrorCallback: fn }),
  retryErrorCls: (fn) => ({
    stop: stopAfterAttempt(1),
    retryErrorCls: class {
      constructor() {
        fn()
      }
    },
  }),
  beforeSleep: (fn) => ({ beforeSleep: fn }),
  sleep: (fn) => ({ sleep: fn }),
  random: (fn) => ({ random: fn, wait: ({ random }) => random() }),
  'the logger of before': (fn) => ({ before: beforeLog({ info: fn }, 'info') }),
  'the logger of after': (fn) => ({ after: afterLog({ info: fn }, 'info') }),
  'the logger of beforeSleep': (fn) => ({ beforeSleep: beforeSleepLog({ info: fn }, 'info') }),
}

/** As above, for those that may also give a promise. */
const asyncSteps = Object.entries(steps).filter(([step]) => !/random|logger|Cls/.test(step))

describe.each(forms)('$title ends with the error of', ({ run }) => {
  async function endsWith(options: RetryOptions, error: unknown) {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    const calls: unknown[] = []
    const unhandled = await unhandledDuring(async () => {
      const result = run({ ...options, clock, signal, timeout: 1e6, attemptTimeout: 1e6 }, () => {
        calls.push('attempt')
        return fail()
      })
      expect(await rejection(result)).toBe(error)
      const attempts = calls.length
      clock.advance(1e6)
      await quiet()
      expect(calls).toHaveLength(attempts)
    })
    expect(unhandled).toStrictEqual([])
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(clock.timers).toBe(0)
  }

  test.each(Object.entries(steps))('%s, when it throws', async (_step, optionsWith) => {
    const error = new Error('mine')
    await endsWith(
      optionsWith(() => {
        throw error
      }),
      error,
    )
  })

  test.each(asyncSteps)('%s, when it rejects', async (_step, optionsWith) => {
    const error = new Error('mine')
    const rejects = async () => {
      await quiet()
      throw error
    }
    await endsWith(optionsWith(rejects as unknown as () => never), error)
  })

  test.each(Object.entries(steps))('%s, also undefined and TryAgain', async (_step, optionsWith) => {
    for (const error of [undefined, new TryAgain()]) {
      await endsWith(
        optionsWith(() => {
          throw error
        }),
        error,
      )
    }
  })
})
