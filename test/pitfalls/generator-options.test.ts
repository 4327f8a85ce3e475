import { describe, expect, test } from 'vitest'
import { RetryError, stopAfterAttempt, waitRandom } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { generatorForms } from './generator-forms.ts'

const fail = () => {
  throw new Error('down')
}

const observed: string[] = []

class GaveUp extends RetryError {
  override readonly name = 'GaveUp'
}

/** Of each option that shows in what a session does, two values that it tells apart. */
const changes = {
  stop: [{ stop: stopAfterAttempt(2) }, {}],
  wait: [{ wait: () => 2 }, {}],
  retry: [{ retry: () => false }, {}],
  before: [{ before: () => fail() }, {}],
  after: [{ after: () => fail() }, {}],
  beforeSleep: [{ beforeSleep: () => fail() }, {}],
  sleep: [{ sleep: () => fail() }, {}],
  reraise: [{ reraise: true }, {}],
  retryErrorCls: [{ retryErrorCls: GaveUp }, {}],
  retryErrorCallback: [{ retryErrorCallback: () => 'fallback' }, {}],
  name: [{ name: 'one' }, { name: 'other' }],
  enabled: [{ enabled: false }, {}],
  signal: [{ signal: AbortSignal.abort('gone') }, {}],
  attemptTimeout: [{ attemptTimeout: 2 }, {}],
  timeout: [{ timeout: 2 }, {}],
  observer: [{ observer: { onEnd: (_state, { status }) => void observed.push(status) } }, {}],
  clock: [{ clock: createVirtualClock(), timeout: 2 }, { timeout: 2 }],
  random: [
    { wait: waitRandom({ max: 1000 }), random: () => 0.1 },
    { wait: waitRandom({ max: 1000 }), random: () => 0.9 },
  ],
} satisfies Readonly<Record<string, readonly [RetryOptions, RetryOptions]>>

describe.each(generatorForms)('in $title no option is silently ignored:', ({ run, show }) => {
  /** What can be seen of a session whose attempts take 5 ms each, and fail. */
  async function see(options: RetryOptions) {
    observed.length = 0
    const clock = createVirtualClock()
    const delays: number[] = []
    let calls = 0
    const ends: string[] = []
    const sleep = async (ms: number) => void delays.push(ms)
    const fails = () => {
      calls++
      return new Promise((_resolve, reject) => clock.setTimer(() => reject(new Error('down')), 5, false))
    }
    const keep = (result: unknown) => void ends.push(String(result))
    const running = run({ stop: stopAfterAttempt(3), sleep, clock, ...options }, fails).then(keep, keep)
    while (ends.length === 0) {
      await quiet()
      clock.advance(1)
    }
    await running
    return { delays, calls, ends, observed: [...observed] }
  }

  test.each(Object.entries(changes))('%s changes what one can see', async (_option, [one, other]) => {
    show()
    expect(await see(one)).not.toStrictEqual(await see(other))
  })
})
