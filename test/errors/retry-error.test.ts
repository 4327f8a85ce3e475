import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  RetryError,
  createRetryMachine,
  retry,
  retryIfResult,
  runWithRetry,
  stopAfterAttempt,
} from 'holdfast'
import { rejection } from '../support/settled.ts'

const reset = async () => {
  throw new Error('connection reset')
}

async function errorOf(fn: () => Promise<unknown>, options = {}): Promise<RetryError> {
  const error = await rejection(retry({ stop: stopAfterAttempt(10), name: 'load', ...options })(fn)())
  expect(error).toBeInstanceOf(RetryError)
  return error as RetryError
}

describe('a RetryError in a log', () => {
  test('has its message and stack, the counts and the last error, once', async () => {
    const text = inspect(await errorOf(reset))
    expect(text).toMatch(/^RetryError: load gave up after 10 attempts in .*\n {4}at /)
    expect(text).toContain("code: 'HOLDFAST_RETRY_EXHAUSTED'")
    expect(text).toContain('attemptNumber: 10,')
    expect(text.match(/\[?cause\]?: Error: connection reset/g)).toHaveLength(1)
    // Once in the message, once as the cause.
    expect(text.match(/connection reset/g)).toHaveLength(2)
  })

  test('has no cause where a result was retried', async () => {
    const always = { retry: retryIfResult(() => true) }
    expect(inspect(await errorOf(async () => 'pending', always))).not.toContain('cause')
  })

  test('keeps the name and the fields of a class of its own', async () => {
    class GaveUp extends RetryError {
      override readonly name = 'GaveUp'
      readonly service = 'mail'
    }
    const text = inspect(await errorOf(reset, { retryErrorCls: GaveUp }))
    expect(text).toMatch(/^GaveUp: load gave up/)
    expect(text).toContain("service: 'mail'")
  })

  test('still has all of its members for programs', async () => {
    const error = await errorOf(reset)
    expect(Object.keys(error).toSorted()).toEqual(['code', 'errors', 'lastAttempt', 'name', 'statistics'])
  })
})

describe('a RetryError names what was tried', () => {
  const policy = { stop: stopAfterAttempt(1) }
  const nameless = [() => Promise.reject(new Error('down'))][0]!
  const named = async function load() {
    throw new Error('down')
  }

  test.each([
    ['by the function', { ...policy, id: 'order' }, named, 'load gave up'],
    ['else by the machine', { ...policy, id: 'order' }, nameless, 'order gave up'],
    ['but not by its default id', policy, nameless, '<unknown> gave up'],
  ])('%s', async (_what, options, fn, message) => {
    for (const machine of [options, createRetryMachine(options)]) {
      const error = await rejection(runWithRetry(machine, fn))
      expect((error as Error).message).toContain(message)
    }
  })
})
