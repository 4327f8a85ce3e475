import { describe, expect, test } from 'vitest'
import { AsyncRetrying, RetryError, retry, stopAfterAttempt } from 'holdfast'

import { rejection } from '../support/settled.ts'

/** Fails until it has been called so often. */
function failingUntil(success: number, value: unknown = 'ok') {
  let calls = 0
  return () => {
    if (++calls < success) throw new Error(`failure ${calls}`)
    return value
  }
}

describe('a function wrapped by retry', () => {
  test('keeps its name and length', () => {
    async function getUser(id: number, fresh: boolean) {
      return { id, fresh }
    }
    const retried = retry({ stop: stopAfterAttempt(3) })(getUser)
    expect({ name: retried.name, length: retried.length }).toStrictEqual({ name: 'getUser', length: 2 })
  })

  test('is called with this and all arguments, in each attempt', async () => {
    const calls: unknown[] = []
    const counter = {
      base: 10,
      add: retry(async function (this: { base: number }, ...numbers: number[]) {
        calls.push(numbers)
        if (calls.length < 3) throw new Error('not yet')
        return numbers.reduce((sum, number) => sum + number, this.base)
      }),
    }
    expect(await counter.add(1, 2)).toBe(13)
    expect(calls).toStrictEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ])
  })

  test('always returns a promise, also of a sync function that throws at once', async () => {
    const retried = retry({ stop: stopAfterAttempt(2) })(failingUntil(3))
    const result = retried()
    expect(result).toBeInstanceOf(Promise)
    expect(await rejection(result)).toBeInstanceOf(RetryError)
    expect(await retry({})(failingUntil(1, 'sync'))()).toBe('sync')
  })

  test('awaits whatever has a then', async () => {
    let calls = 0
    const thenable = () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- it is what the test is about
      then(resolve: (value: string) => void, reject: (error: Error) => void) {
        if (++calls < 3) reject(new Error('not yet'))
        else resolve('then')
      },
    })
    expect(await retry(thenable)()).toBe('then')
    expect(calls).toBe(3)
  })

  test('gives functions, null and undefined as values', async () => {
    const fn = () => 1
    for (const value of [fn, null, undefined, 0, '']) expect(await retry(() => value)()).toBe(value)
  })

  test('without options retries whatever is thrown, at once and for ever', async () => {
    expect(await retry(failingUntil(5000))()).toBe('ok')
    expect(await retry()(failingUntil(3))()).toBe('ok')
  })

  test('may be wrapped again', async () => {
    const inner = retry({ stop: stopAfterAttempt(2) })(failingUntil(4))
    const outer = retry({ stop: stopAfterAttempt(2) })(inner)
    expect(await outer()).toBe('ok')
  })

  test('shows its controller', () => {
    const retried = retry({})(() => 1)
    expect(new AsyncRetrying().wraps(() => 1).retrying).toBeInstanceOf(AsyncRetrying)
    expect(retried.retrying.statistics).toBe(retried.statistics)
  })
})

describe('retryWith', () => {
  const retried = retry({ stop: stopAfterAttempt(2), reraise: true })(async (value: number) => {
    throw value
  })

  test('replaces the options it is given and keeps the others', async () => {
    const five = retried.retryWith({ stop: stopAfterAttempt(5) })
    expect(await rejection(five(7))).toBe(7)
    expect(five.statistics.attemptNumber).toBe(5)
    expect(await rejection(retried(8))).toBe(8)
    expect(retried.statistics.attemptNumber).toBe(2)
  })

  test('may be chained', async () => {
    const chained = retried.retryWith({ reraise: false }).retryWith({ stop: stopAfterAttempt(3) })
    expect(await rejection(chained(7))).toMatchObject({
      name: 'RetryError',
      lastAttempt: { attemptNumber: 3 },
    })
  })

  test('drops an option that is given as undefined', async () => {
    const stopped = retried.retryWith({ stop: stopAfterAttempt(1), reraise: undefined })
    expect(await rejection(stopped(7))).toBeInstanceOf(RetryError)
  })
})

describe('the statistics', () => {
  test('are all zero before the first call', () => {
    const zero = { attemptNumber: 0, idleFor: 0, delaySinceFirstAttempt: 0, startTime: 0 }
    expect(retry(() => 1).statistics).toStrictEqual(zero)
    expect(new AsyncRetrying().statistics).toStrictEqual(zero)
  })

  test('are the latest call’s', async () => {
    const retried = retry({ stop: stopAfterAttempt(9), wait: () => 1 })(failingUntil(3))
    await retried()
    expect(retried.statistics).toMatchObject({ attemptNumber: 3, idleFor: 2 })
    expect(retried.statistics.startTime).toBeGreaterThan(0)
    await retried()
    expect(retried.statistics).toMatchObject({ attemptNumber: 1, idleFor: 0 })
  })

  test('belong to one call, and to one function', async () => {
    const wrap = retry({ stop: stopAfterAttempt(9) })
    const [first, second] = [wrap(failingUntil(3)), wrap(failingUntil(5))]
    const ends = await Promise.all([first(), second()])
    expect(ends).toStrictEqual(['ok', 'ok'])
    expect([first.statistics.attemptNumber, second.statistics.attemptNumber]).toStrictEqual([3, 5])
  })
})
