import { describe, expect, test } from 'vitest'
import {
  AsyncRetrying,
  RetryError,
  createRetryMachine,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  waitChain,
  waitDecorrelatedJitter,
  waitFixed,
} from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'

import { nextTurn } from '../support/next-turn.ts'

const HUNDRED = Array.from({ length: 100 }, (_, index) => index)

describe('a hundred concurrent calls of one policy', () => {
  const retrying = new AsyncRetrying({ stop: stopAfterAttempt(10) })
  const machine = createRetryMachine({ stop: stopAfterAttempt(10) })

  /** Succeeds on attempt `index % 5 + 1`, and tells the number of that attempt. */
  const until = (index: number) => async (attemptNumber: number) => {
    await nextTurn()
    if (attemptNumber <= index % 5) throw new Error('down')
    return attemptNumber
  }

  const ways: Readonly<Record<string, (index: number) => Promise<unknown>>> = {
    call(index) {
      let calls = 0
      return retrying.call(() => until(index)(++calls))
    },
    async loop(index) {
      const loop = retrying.loop()
      for await (const attempt of loop) await attempt.run(({ attemptNumber }) => until(index)(attemptNumber))
      return loop.result()
    },
    runWithRetry: (index) =>
      runWithRetry(machine, ({ attemptNumber }: AttemptInfo) => until(index)(attemptNumber)),
    startRetry: (index) =>
      startRetry(machine, ({ attemptNumber }: AttemptInfo) => until(index)(attemptNumber)).result,
  }

  test.each(Object.entries(ways))('by %s each count their own attempts', async (_way, call) => {
    expect(await Promise.all(HUNDRED.map(call))).toStrictEqual(HUNDRED.map((index) => (index % 5) + 1))
  })

  test('each have their own statistics and place in a chain of waits', async () => {
    const delays: number[][] = []
    const wait = waitChain(waitFixed(1), waitFixed(2), waitFixed(3))
    const run = async () => {
      const own: number[] = []
      delays.push(own)
      const policy = new AsyncRetrying({
        wait,
        stop: stopAfterAttempt(4),
        sleep: async (ms) => void own.push(ms),
      })
      await policy.call(() => Promise.reject(new Error('down'))).catch(() => {})
      return policy.statistics.idleFor
    }
    expect(await Promise.all([run(), run(), run()])).toStrictEqual([6, 6, 6])
    expect(delays).toStrictEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  test('do not share what a jitter remembers', async () => {
    const wait = waitDecorrelatedJitter({ min: 10, max: 1e9 })
    const run = async () => {
      const own: number[] = []
      const options = {
        wait,
        random: () => 0.99,
        stop: stopAfterAttempt(4),
        sleep: async (ms: number) => void own.push(ms),
      }
      await runWithRetry(options, () => Promise.reject(new Error('down'))).catch(() => {})
      return own
    }
    const [first, ...others] = await Promise.all([run(), run(), run()])
    for (const other of others) expect(other).toStrictEqual(first)
  })
})

class GaveUp extends RetryError {
  override readonly name = 'GaveUp'
}

/** Of each option, two values that a session tells apart. */
const changes: Readonly<Record<string, readonly [RetryOptions, RetryOptions]>> = {
  stop: [{ stop: stopAfterAttempt(2) }, { stop: stopAfterAttempt(3) }],
  wait: [{ wait: () => 1 }, { wait: () => 2 }],
  retry: [{ retry: () => true }, { retry: () => false }],
  reraise: [{ reraise: true }, { reraise: false }],
  retryErrorCls: [{}, { retryErrorCls: GaveUp }],
  retryErrorCallback: [{}, { retryErrorCallback: () => 'fallback' }],
  name: [{ name: 'one' }, { name: 'other' }],
  enabled: [{ enabled: true }, { enabled: false }],
  signal: [{}, { signal: AbortSignal.abort('gone') }],
  attemptTimeout: [{}, { attemptTimeout: 2 }],
  timeout: [{}, { timeout: 2 }],
}

describe('no option is silently ignored:', () => {
  test.each(Object.entries(changes))('%s changes what one can see', async (_option, [one, other]) => {
    const see = async (options: RetryOptions) => {
      const delays: number[] = []
      let calls = 0
      const policy = {
        stop: stopAfterAttempt(3),
        sleep: async (ms: number) => void delays.push(ms),
        ...options,
      }
      const slow = () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('down')), 5))
      const result = runWithRetry(policy, () => (calls++, slow()))
      const end = await result.catch((error: unknown) => String(error).replace(/in [\d.]+ m?s/, ''))
      return { delays, calls, end }
    }
    expect(await see(one)).not.toStrictEqual(await see(other))
  })
})
