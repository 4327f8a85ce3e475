import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { retryAlways, stopAfterAttempt, waitFixed } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms, interpreters } from '../support/interpreters.ts'
import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})
const once: RetryOptions = { stop: stopAfterAttempt(1), reraise: true }

/** What a coroutine may yield, and what it is given back. */
const yielded: Readonly<Record<string, readonly [make: () => unknown, back: unknown]>> = {
  'a promise': [() => Promise.resolve(1), 1],
  // oxlint-disable-next-line unicorn/no-thenable
  'a thenable': [() => ({ then: (resolve: (value: number) => void) => resolve(2) }), 2],
  'a coroutine': [() => later(3), 3],
  'an array': [() => [Promise.resolve(1), later(2), 3, [later(4)]], [1, 2, 3, [4]]],
  'an empty array': [() => [], []],
  'an object': [() => ({ a: later(1), b: 'c', d: { e: later(2) } }), { a: 1, b: 'c', d: { e: 2 } }],
  'an object without a prototype': [
    () => Object.assign(Object.create(null) as object, { a: later(1) }),
    { a: 1 },
  ],
  'a string': [() => 'text', 'text'],
  nothing: [() => undefined, undefined],
  null: [() => null, null],
  'a map': [() => new Map([[1, 2]]), new Map([[1, 2]])],
  'a date': [() => new Date(0), new Date(0)],
}

function* later(value: number): Generator<unknown, number, number> {
  return yield Promise.resolve(value)
}

describe.each(forms)('a generator function in $title', ({ run }) => {
  test.each(Object.entries(yielded))('is given back %s', async (_kind, [make, back]) => {
    const result = run(once, function* () {
      return (yield make()) as unknown
    })
    expect(await result).toEqual(back)
  })

  test('is retried as a whole, and its return value awaited', async () => {
    const errors = [new Error('1'), new Error('2')]
    const seen: string[] = []
    const result = await run({}, function* () {
      seen.push('begin')
      yield Promise.resolve()
      const error = errors.shift()
      if (error !== undefined) throw error
      return Promise.resolve('done')
    })
    expect(result).toBe('done')
    expect(seen).toEqual(['begin', 'begin', 'begin'])
  })

  test('is thrown what it awaits, and may catch it', async () => {
    const error = new Error('awaited')
    const result = await run(once, function* () {
      try {
        yield Promise.reject(error)
        return 'not caught'
      } catch (caught) {
        return [caught, (yield later(1)) as unknown]
      }
    })
    expect(result).toEqual([error, 1])
  })

  test('fails with what it throws, before its first yield as well', async () => {
    const error = new Error('at once')
    // oxlint-disable-next-line require-yield
    const result = run(once, function* () {
      throw error
    })
    expect(await rejection(result)).toBe(error)
  })

  test('ends its siblings when one fails, and awaits their cleanup', async () => {
    const error = new Error('one of them')
    const seen: string[] = []
    function* sibling(): Generator<unknown, void, unknown> {
      try {
        yield hang()
      } finally {
        yield Promise.resolve()
        seen.push('cleaned up')
      }
    }
    const result = run(once, function* () {
      try {
        yield [sibling(), Promise.reject(error), { nested: sibling() }]
      } catch (caught) {
        seen.push(caught === error ? 'caught' : 'other')
        throw caught
      }
    })
    expect(await rejection(result)).toBe(error)
    expect(seen).toEqual(['cleaned up', 'cleaned up', 'caught'])
  })

  const mistakes: Readonly<Record<string, readonly [make: () => unknown, message: string]>> = {
    'a function': [() => function fetchIt() {}, 'call function fetchIt'],
    'an Operation': [() => ({ *[Symbol.iterator]() {} }), "from 'holdfast/effection'"],
    'an Effect of an Operation': [() => ({ description: 'sleep', enter() {} }), "from 'holdfast/effection'"],
  }

  test.each(Object.entries(mistakes))(
    'is not retried when it yields %s, whatever the policy says',
    async (_kind, [make, message]) => {
      const seen: string[] = []
      const result = run({ retry: retryAlways, wait: waitFixed(0) }, function* () {
        try {
          yield make()
        } catch {
          seen.push('caught')
        } finally {
          seen.push('finally')
        }
      })
      expect(await rejection(result)).toMatchObject({
        name: 'TypeError',
        code: 'HOLDFAST_INVALID_CALL',
        message: expect.stringContaining(message),
      })
      expect(seen).toEqual(['finally'])
    },
  )
})

describe.each(interpreters)('a coroutine that is cut in $title', ({ run }) => {
  /** Begins a coroutine that hangs within another, and says what it did. */
  function begin(options: RetryOptions) {
    const seen: string[] = []
    const signals: AbortSignal[] = []
    function* inner(): Generator<unknown, void, unknown> {
      try {
        yield [hang(), hang()]
        seen.push('went on')
      } catch {
        seen.push('caught')
      } finally {
        seen.push(`inner ${String(yield Promise.resolve('cleanup'))}`)
      }
    }
    const result = run(options, function* ({ signal }: AttemptInfo) {
      signals.push(signal)
      try {
        yield { inner: inner() }
        seen.push('went on')
      } finally {
        seen.push('outer cleanup')
      }
    })
    result.catch(() => {})
    return { result, seen, signals }
  }

  test('by an abort runs its finally blocks, from the inside out, and no catch block', async () => {
    const controller = new AbortController()
    const reason = new Error('no longer needed')
    let cut: ReturnType<typeof begin> | undefined
    const unhandled = await unhandledDuring(async () => {
      cut = begin({ signal: controller.signal })
      await nextTurn()
      controller.abort(reason)
      expect(await settled(cut.result)).toEqual({ error: reason })
      await nextTurn()
    })
    expect(unhandled).toEqual([])
    expect(cut?.seen).toEqual(['inner cleanup', 'outer cleanup'])
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    expect(cut?.signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([])
  })

  test('by its time limit runs its finally blocks, and is retried', async () => {
    const clock = createVirtualClock()
    const { result, seen } = begin({ clock, attemptTimeout: 100, stop: stopAfterAttempt(2), reraise: true })
    for (let attempt = 1; attempt <= 2; attempt++) {
      await quiet()
      clock.advance(100)
    }
    expect(await rejection(result)).toMatchObject({ code: 'HOLDFAST_ATTEMPT_TIMEOUT' })
    await nextTurn()
    expect(seen).toEqual(['inner cleanup', 'outer cleanup', 'inner cleanup', 'outer cleanup'])
  })

  test('between two yields goes no further', async () => {
    const controller = new AbortController()
    const step = vi.fn<() => void>()
    const result = run({ signal: controller.signal }, function* () {
      controller.abort('now')
      step()
      yield Promise.resolve()
      step()
    })
    expect(await rejection(result)).toBe('now')
    await nextTurn()
    expect(step).toHaveBeenCalledOnce()
  })
})

test('ten thousand yields leave nothing behind on the signal', async () => {
  const [driver] = interpreters
  let most = 0
  await driver?.run({}, function* ({ signal }) {
    for (let n = 0; n < 10_000; n++) {
      yield Promise.resolve(n)
      most = Math.max(most, getEventListeners(signal, 'abort').length)
    }
  })
  expect(most).toBeLessThanOrEqual(1)
})
