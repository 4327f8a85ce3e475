import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { TryAgain, afterLog, beforeLog, beforeSleepLog, stopAfterAttempt } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import type { Settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

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
    // What is called with `new` may as well be a function.
    retryErrorCls: function broken() {
      fn()
    } as never,
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
  /** How a session of the policy ends, and what it leaves. */
  async function endOf(options: RetryOptions) {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    let attempts = 0
    let end: Settled
    let late = 0
    const unhandled = await unhandledDuring(async () => {
      const policy = { ...options, clock, signal, timeout: 1e6, attemptTimeout: 1e6 }
      end = await settled(
        run(policy, () => {
          attempts++
          return fail()
        }),
      )
      const before = attempts
      clock.advance(1e6)
      await quiet()
      late = attempts - before
    })
    const listeners = getEventListeners(signal, 'abort').length
    return { end, late, unhandled, listeners, timers: clock.timers }
  }

  const justThis = (error: unknown) => ({ end: { error }, late: 0, unhandled: [], listeners: 0, timers: 0 })

  test.each(Object.entries(steps))('%s, when it throws', async (_step, optionsWith) => {
    for (const error of [new Error('mine'), undefined, new TryAgain()]) {
      const throws = () => {
        throw error
      }
      expect(await endOf(optionsWith(throws))).toStrictEqual(justThis(error))
    }
  })

  test.each(asyncSteps)('%s, when it rejects', async (_step, optionsWith) => {
    const error = new Error('mine')
    const rejects = async () => {
      await quiet()
      throw error
    }
    expect(await endOf(optionsWith(rejects as unknown as () => never))).toStrictEqual(justThis(error))
  })
})
