import { describe, expect, test } from 'vitest'
import {
  isRetryError,
  RetryError,
  runWithRetry,
  SnapshotError,
  stopAfterAttempt,
  TimeoutError,
  TryAgain,
} from 'holdfast'
import { StoreError } from 'holdfast/memory'

import { rejection } from '../support/settled.ts'
import { errorAfterRestart } from './support/after-restart.ts'
import { factsOf } from './support/error-facts.ts'
import { HttpError } from './support/http-errors.ts'

describe("an error of Holdfast's own", () => {
  const own: readonly Error[] = [
    new TimeoutError('attempt', 50, { cause: new Error('c') }),
    new TryAgain('once more', { cause: new RangeError('c') }),
    new SnapshotError('HOLDFAST_SNAPSHOT_DAMAGED', 'bad'),
    new StoreError('HOLDFAST_STORE_FULL', 'full'),
  ]

  test.each(own)('comes back as it was: %s', async (error) => {
    const restored = (await errorAfterRestart(error)) as Error
    expect(restored.constructor).toBe(error.constructor)
    expect(factsOf(restored)).toStrictEqual(factsOf(error))
  })

  test('that is a RetryError keeps what it knows, with the identities in it', async () => {
    const policy = { stop: stopAfterAttempt(3), name: 'load' }
    const error = (await rejection(
      runWithRetry(policy, () => Promise.reject(new HttpError(500))),
    )) as RetryError
    const restored = (await errorAfterRestart(error, { errors: [HttpError] })) as RetryError
    expect(restored).toBeInstanceOf(RetryError)
    expect(isRetryError(restored)).toBe(true)
    expect({ ...factsOf(restored), lastAttempt: undefined }).toStrictEqual({
      ...factsOf(error),
      lastAttempt: undefined,
      errors: restored.errors,
    })
    const { lastAttempt, errors, cause } = restored
    expect(lastAttempt).toMatchObject({ failed: true, attemptNumber: 3 })
    expect(() => lastAttempt.result()).toThrow('status 500')
    expect(cause).toBe(lastAttempt.failed && lastAttempt.error)
    expect(errors).toHaveLength(3)
    expect(errors.at(-1)).toBe(cause)
    expect(rejectionOf(() => restored.reraise())).toBe(cause)
  })

  test('that is a RetryError after a result keeps the result', async () => {
    const policy = { stop: stopAfterAttempt(2), retry: () => true }
    const error = await rejection(runWithRetry(policy, async () => ({ busy: true })))
    const { lastAttempt } = (await errorAfterRestart(error)) as RetryError
    expect(lastAttempt.result()).toStrictEqual({ busy: true })
  })

  test('of another installed copy comes back as one of this', async () => {
    const theirs = Object.assign(new Error('gave up'), {
      name: 'RetryError',
      [Symbol.for('holdfast.RetryError')]: true,
      lastAttempt: { failed: true, error: new Error('last'), attemptNumber: 2 },
    })
    expect(await errorAfterRestart(theirs)).toBeInstanceOf(RetryError)
    // A bundler has shortened its name.
    const { b: Short } = { b: class extends Error {} }
    const minified = Object.assign(new Short('gave up'), { [Symbol.for('holdfast.RetryError')]: true })
    expect(await errorAfterRestart(minified)).toBeInstanceOf(RetryError)
    const tryAgain = Object.assign(new Error('again'), { [Symbol.for('holdfast.TryAgain')]: true })
    expect(await errorAfterRestart(tryAgain)).toBeInstanceOf(TryAgain)
  })

  test('whose class has lost its last attempt comes back without it', async () => {
    class BareError extends RetryError {
      constructor() {
        super({
          name: 'fn',
          lastAttempt: {
            failed: true,
            error: 1,
            attemptNumber: 1,
            result: () => {
              throw new Error('1')
            },
          },
          errors: [],
          statistics: { attemptNumber: 1, idleFor: 0, delaySinceFirstAttempt: 0, startTime: 0 },
        })
        Object.assign(this, { lastAttempt: undefined })
      }
    }
    expect(await errorAfterRestart(new BareError())).toMatchObject({ lastAttempt: undefined })
  })
})

function rejectionOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
