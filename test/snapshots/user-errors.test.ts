import { describe, expect, test } from 'vitest'
import { startRetry, TimeoutError, TryAgain } from 'holdfast'
import type { ErrorClass } from 'holdfast'

import { errorAfterRestart } from './support/after-restart.ts'
import { factsOf } from './support/error-facts.ts'
import { BusyError, HttpError } from './support/http-errors.ts'

describe("an error of a user's own class", () => {
  test('that is registered comes back as such, with its methods', async () => {
    const error = new BusyError(503, { cause: new HttpError(404) })
    const restored = (await errorAfterRestart(error, {
      errors: [HttpError, BusyError],
      times: 2,
    })) as BusyError
    expect(restored).toBeInstanceOf(BusyError)
    expect(factsOf(restored)).toStrictEqual(factsOf(error))
    expect({ isServers: restored.isServers, status: (restored.cause as HttpError).status }).toStrictEqual({
      isServers: true,
      status: 404,
    })
  })

  test('comes back as the nearest that is registered, also later as the very one', async () => {
    const error = new BusyError(503)
    const restored = await errorAfterRestart(error, { errors: [HttpError] })
    expect(restored).toBeInstanceOf(HttpError)
    expect(restored).not.toBeInstanceOf(BusyError)
    expect(await errorAfterRestart(restored, { errors: [HttpError, BusyError] })).toBeInstanceOf(BusyError)
  })

  test('that is not registered comes back as what it extends', async () => {
    class OddTypeError extends TypeError {}
    class Aborted extends DOMException {}
    const restored = (await errorAfterRestart(new OddTypeError('odd'))) as Error
    expect([restored.constructor, restored.message]).toStrictEqual([TypeError, 'odd'])
    const aborted = (await errorAfterRestart(new Aborted('a', 'AbortError'))) as Error
    expect([aborted.constructor, aborted.name]).toStrictEqual([DOMException, 'AbortError'])
  })

  test('may have the name of one of Holdfast or of the platform, and is not taken for it', async () => {
    const theirs = { TimeoutError, TryAgain, Error: BusyError }
    for (const [name, Theirs] of Object.entries(theirs)) {
      const mine = { [name]: class extends Error {} }
      const Mine = mine[name] as new (message: string) => Error
      expect(await errorAfterRestart(new Mine('mine'))).not.toBeInstanceOf(Theirs)
      expect(await errorAfterRestart(new Mine('mine'), { errors: [Mine] })).toBeInstanceOf(Mine)
      expect(await errorAfterRestart(new Error('plain'), { errors: [Mine] })).not.toBeInstanceOf(Mine)
    }
  })

  test('without a name comes back as what it extends', async () => {
    const [Nameless] = [class extends RangeError {}]
    expect(await errorAfterRestart(new Nameless('n'))).toMatchObject({
      message: 'n',
      constructor: RangeError,
    })
  })

  test('in the old manner, without classes, comes back', async () => {
    function OldError(this: Error, message: string) {
      this.message = message
    }
    OldError.prototype = Object.create(Error.prototype, { name: { value: 'OldError' } }) as object
    const error: unknown = Reflect.construct(OldError, ['old'])
    const restored = (await errorAfterRestart(error)) as Error
    expect(String(restored)).toBe('OldError: old')
    expect(restored.stack).toBeUndefined()
  })

  test('may be read by a session that resumes while it sleeps', async () => {
    const session = startRetry({ wait: () => 60_000 }, () => Promise.reject(new BusyError(503)))
    await new Promise(setImmediate)
    const snapshot = session.snapshot()
    session.abort()
    const resumed = startRetry({ wait: () => 60_000 }, async () => 'ok', { snapshot, errors: [BusyError] })
    expect(resumed.getSnapshot().context.result).toBeInstanceOf(BusyError)
    resumed.wake()
    expect(await resumed.result).toBe('ok')
  })
})

describe('the option errors takes', () => {
  const [nameless] = [class extends Error {}]
  const wrong: readonly [errors: unknown, says: string][] = [
    [HttpError, 'errors must be a list of error classes, got function HttpError'],
    [[HttpError, 'BusyError'], 'errors[1] must be a class, got "BusyError"'],
    [[() => new Error('made')], 'errors[0] must be a class, got a function'],
    [[nameless], 'errors[0] must be a class with a name of its own, got a function'],
    [[HttpError, HttpError], 'errors[1] must be a class with a name of its own, got function HttpError'],
  ]

  test.each(wrong)('classes that can be told apart by name alone: %o', (errors, says) => {
    expect(() => startRetry({}, async () => 'ok', { errors: errors as ErrorClass[] })).toThrow(says)
  })
})
