import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  AsyncRetrying,
  createRetryMachine,
  observe,
  retry,
  retryIfResult,
  runWithRetry,
  stopAfterAttempt,
  waitFixed,
} from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { untilAborted } from '../support/until-aborted.ts'

type Source = (attempt: AttemptInfo) => AsyncGenerator<unknown, unknown, unknown>

interface Options {
  readonly resume?: (lastValue: unknown, count: number) => AsyncIterable<unknown> | Iterable<unknown>
  readonly signal?: AbortSignal
}

/** The ways to iterate what is retried. */
const ways: readonly {
  readonly title: string
  readonly iterate: (
    options: RetryOptions,
    fn: Source,
    more?: Options,
  ) => AsyncGenerator<unknown, unknown, unknown>
}[] = [
  { title: 'the compiled driver', iterate: (options, fn, more) => runWithRetry(options, fn, more) },
  {
    title: 'XState',
    iterate: (options, fn, more) => runWithRetry(options, fn, { ...more, inspect: () => {} }),
  },
  {
    title: 'a machine that was changed',
    iterate: (options, fn, more) => runWithRetry(createRetryMachine(options).provide({}), fn, more),
  },
]

const DONE = { done: true, value: undefined }
const hang = () => new Promise<never>(() => {})

let attempts: number
beforeEach(() => {
  attempts = 0
})

/** Gives 1, 2, 3 in each attempt, and fails before the third value in the first ones. */
const breaking = (failures = 2) =>
  async function* breaks(): AsyncGenerator<number, string, unknown> {
    const attempt = ++attempts
    yield 1
    yield 2
    if (attempt <= failures) throw new Error(`broken ${attempt}`)
    yield 3
    return 'the end'
  }

async function collect(iteration: AsyncIterable<unknown>): Promise<unknown[]> {
  const values: unknown[] = []
  for await (const value of iteration) values.push(value)
  return values
}

describe.each(ways)('an async generator function in $title', ({ iterate }) => {
  test('begins anew after a failure, and gives its return value', async () => {
    const iteration = iterate({}, breaking())
    const values = []
    let result = await iteration.next()
    for (; result.done !== true; result = await iteration.next()) values.push(result.value)
    expect(values).toEqual([1, 2, 1, 2, 1, 2, 3])
    expect(result.value).toBe('the end')
    expect(await iteration.next()).toEqual(DONE)
  })

  test('goes on by resume, once there is a last value', async () => {
    const resumed: unknown[] = []
    const iteration = iterate(
      {},
      async function* () {
        if (++attempts === 1) throw new Error('before any value')
        yield 1
        throw new Error('after one')
      },
      {
        resume(lastValue, count) {
          resumed.push([lastValue, count])
          return count === 1 ? failing(2) : [3, 4]
        },
      },
    )
    expect(await collect(iteration)).toEqual([1, 2, 3, 4])
    expect(attempts).toBe(2)
    expect(resumed).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  test('fails with a RetryError when it gave up, and only once', async () => {
    const iteration = iterate({ stop: stopAfterAttempt(2) }, breaking(9))
    const seen: unknown[] = []
    const read = (async () => {
      for await (const value of iteration) seen.push(value)
    })()
    expect(await rejection(read)).toMatchObject({
      code: 'HOLDFAST_RETRY_EXHAUSTED',
      cause: { message: 'broken 2' },
    })
    expect(seen).toEqual([1, 2, 1, 2])
    expect(await iteration.next()).toEqual(DONE)
  })

  test('is asked by retryIfResult for its return value, and ends with the value of retryErrorCallback', async () => {
    const iteration = iterate(
      {
        retry: retryIfResult((value) => value === 'incomplete'),
        stop: stopAfterAttempt(2),
        retryErrorCallback: ({ outcome }) => [outcome?.failed, outcome?.result()],
      },
      async function* () {
        yield ++attempts
        return 'incomplete'
      },
    )
    expect(await iteration.next()).toEqual({ done: false, value: 1 })
    expect(await iteration.next()).toEqual({ done: false, value: 2 })
    expect(await iteration.next()).toEqual({ done: true, value: [false, 'incomplete'] })
  })

  test('runs only while somebody asks for a value', async () => {
    const seen: string[] = []
    const iteration = iterate({}, async function* () {
      for (let n = 1; n < 9; n++) {
        seen.push(`makes ${n}`)
        yield n
      }
    })
    await quiet()
    expect(seen).toEqual([])
    await iteration.next()
    await quiet()
    expect(seen).toEqual(['makes 1'])
  })

  test('answers in the order of the questions', async () => {
    const iteration = iterate({}, breaking(1))
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => iteration.next()))
    expect(answers.map(({ value }) => value)).toEqual([1, 2, 1, 2, 3, 'the end', undefined])
  })

  test('is given what next is given, but not in an attempt that has just begun', async () => {
    const given: unknown[] = []
    const iteration = iterate({}, async function* () {
      given.push(yield 1)
      if (++attempts === 1) throw new Error('again')
      given.push(yield 2)
    })
    await iteration.next('unheard')
    await iteration.next('a')
    await iteration.next('b')
    await iteration.next('c')
    expect(given).toEqual(['a', 'b', 'c'])
  })

  test('is thrown into, and what it throws in turn is retried', async () => {
    const error = new Error('thrown in')
    const caught: unknown[] = []
    const iteration = iterate({ stop: stopAfterAttempt(2) }, async function* () {
      try {
        yield ++attempts
      } catch (thrown) {
        caught.push(thrown)
        if (attempts === 1) throw thrown
        yield 'recovered'
      }
    })
    await iteration.next()
    expect(await iteration.throw(error)).toEqual({ done: false, value: 2 })
    expect(await iteration.throw(error)).toEqual({ done: false, value: 'recovered' })
    expect(caught).toEqual([error, error])
  })

  test('that has not begun, or has ended, rethrows what is thrown into it', async () => {
    const error = new Error('thrown in')
    const iteration = iterate({}, breaking(0))
    expect(await rejection(iteration.throw(error))).toBe(error)
    expect(await iteration.next()).toEqual(DONE)
    expect(await rejection(iteration.throw(error))).toBe(error)
    expect(attempts).toBe(0)
  })

  test('that has ended may be left all the same', async () => {
    const iteration = iterate({}, breaking(0))
    expect(await collect(iteration)).toEqual([1, 2, 3])
    expect(await iteration.return('left')).toEqual({ done: true, value: 'left' })
    expect(await iteration.next()).toEqual(DONE)
  })

  test('that is left before it began does nothing', async () => {
    const iteration = iterate({}, breaking())
    expect(await iteration.return(Promise.resolve('left'))).toEqual({ done: true, value: 'left' })
    expect(await iteration.next()).toEqual(DONE)
    expect(attempts).toBe(0)
  })

  test('runs its cleanup when it is left, awaits it, and ends the session', async () => {
    const seen: string[] = []
    const after = vi.fn<() => void>()
    const iteration = iterate({ after }, async function* ({ signal }) {
      try {
        yield 1
        yield 2
      } finally {
        seen.push(`aborted: ${signal.aborted}`)
        await nextTurn()
        seen.push('cleaned up')
      }
    })
    for await (const value of iteration) {
      if (value === 1) break
    }
    expect(seen).toEqual(['aborted: true', 'cleaned up'])
    expect(await iteration.next()).toEqual(DONE)
    expect(after).not.toHaveBeenCalled()
  })

  test('is disposed of as it is left', async () => {
    const seen: string[] = []
    const iteration = iterate({}, async function* () {
      try {
        yield 1
      } finally {
        seen.push('cleaned up')
      }
    })
    await iteration.next()
    await iteration[Symbol.asyncDispose]()
    expect(seen).toEqual(['cleaned up'])
  })

  test('tells who leaves it what its cleanup throws', async () => {
    const error = new Error('cleanup')
    const iteration = iterate({}, async function* () {
      try {
        yield 1
      } finally {
        // oxlint-disable-next-line no-unsafe-finally
        throw error
      }
    })
    await iteration.next()
    const unhandled = await unhandledDuring(async () => {
      expect(await rejection(iteration.return(undefined))).toBe(error)
    })
    expect(unhandled).toEqual([])
  })

  test('that is left mid-sleep ends at once, and answers who still waits', async () => {
    const clock = createVirtualClock()
    const iteration = iterate({ clock, wait: waitFixed('1h') }, breaking())
    await iteration.next()
    await iteration.next()
    const waiting = iteration.next()
    await quiet()
    expect(clock.timers).toBe(1)
    expect(await settled(iteration.return('left'))).toEqual({ value: { done: true, value: 'left' } })
    expect(await waiting).toEqual(DONE)
    expect(clock.timers).toBe(0)
    expect(attempts).toBe(1)
  })

  test.each([
    ['while a value is awaited', true],
    ['while its consumer holds a value', false],
  ])('is aborted at once %s', async (_moment, isAwaited) => {
    const controller = new AbortController()
    const reason = new Error('no longer needed')
    const seen: string[] = []
    const unhandled = await unhandledDuring(async () => {
      const iteration = iterate(
        {},
        async function* ({ signal }) {
          try {
            yield ++attempts
            await untilAborted(signal)
          } finally {
            seen.push('cleaned up')
          }
        },
        { signal: controller.signal },
      )
      await iteration.next()
      const next = isAwaited ? iteration.next() : undefined
      await nextTurn()
      controller.abort(reason)
      expect(await settled(next ?? iteration.next())).toEqual({ error: reason })
      await nextTurn()
      expect(await iteration.next()).toEqual(DONE)
    })
    expect(unhandled).toEqual([])
    expect(seen).toEqual(['cleaned up'])
    expect(attempts).toBe(1)
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('has its time limit for each value, and none while its consumer holds one', async () => {
    const clock = createVirtualClock()
    const signals: AbortSignal[] = []
    const iteration = iterate({ clock, attemptTimeout: 100 }, async function* ({ signal }) {
      signals.push(signal)
      yield ++attempts
      if (attempts === 1) await hang()
    })
    expect(await iteration.next()).toEqual({ done: false, value: 1 })
    clock.advance(5000)
    const next = iteration.next()
    await quiet()
    clock.advance(99)
    await quiet()
    expect(attempts).toBe(1)
    clock.advance(1)
    expect(await next).toEqual({ done: false, value: 2 })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    expect(signals[0]?.reason).toMatchObject({ code: 'HOLDFAST_ATTEMPT_TIMEOUT' })
    expect(await iteration.next()).toEqual(DONE)
    expect(clock.timers).toBe(0)
  })

  test('is ended by the time limit of the session, also while its consumer holds a value', async () => {
    const clock = createVirtualClock()
    const iteration = iterate({ clock, timeout: 100 }, breaking())
    await iteration.next()
    clock.advance(100)
    expect(await rejection(iteration.next())).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT' })
    expect(attempts).toBe(1)
  })

  test('is not retried when resume gives nothing to iterate', async () => {
    const iteration = iterate({}, breaking(), { resume: (() => 5) as never })
    await iteration.next()
    await iteration.next()
    expect(await rejection(iteration.next())).toMatchObject({
      name: 'TypeError',
      message: 'resume must give what can be iterated, an AsyncIterable or an Iterable, got 5',
    })
    expect(attempts).toBe(1)
  })

  test('retries what fails at once without growing', async () => {
    const iteration = iterate({ stop: stopAfterAttempt(1000), retryErrorCallback: () => 'enough' }, failing)
    expect(await iteration.next()).toEqual({ done: true, value: 'enough' })
  })
})

async function* failing(...values: readonly unknown[]): AsyncGenerator<unknown, unknown, unknown> {
  for (const value of values) if (typeof value === 'number') yield value
  throw new Error('broken')
}

describe('a wrapped async generator function', () => {
  const readRows = retry({ name: 'rows' })(
    async function* (this: { prefix: string } | void, table: string, from = 0) {
      yield `${this?.prefix ?? ''}${table}${from}`
      if (++attempts < 3) throw new Error('broken')
      yield 'end'
    },
    {
      resume(this: unknown, last, count, table, from) {
        return [`${(this as { prefix: string }).prefix}:${last}:${count}:${table}:${from ?? 'none'}`]
      },
    },
  )

  test('keeps its this, its arguments, its name and its kind', async () => {
    expect(await collect(readRows.call({ prefix: '> ' }, 'users'))).toEqual([
      '> users0',
      '> :> users0:1:users:none',
    ])
    expect(readRows.length).toBe(1)
    expect(Object.prototype.toString.call(readRows)).toBe('[object AsyncGeneratorFunction]')
    expect(Object.prototype.toString.call(readRows.call({ prefix: '' }, 'a'))).toBe('[object AsyncGenerator]')
  })

  test('is retried within another, also bound', async () => {
    const outer = retry({ stop: stopAfterAttempt(2) })(readRows.bind({ prefix: '> ' }))
    expect(await collect(outer('users'))).toEqual(['> users0', '> :> users0:1:users:none'])
  })

  test('has the statistics of the latest iteration, under other options as well', async () => {
    const once = readRows.retryWith({ stop: stopAfterAttempt(1), reraise: true })
    expect(await rejection(collect(once.call({ prefix: '' }, 'users')))).toMatchObject({ message: 'broken' })
    expect(once.statistics.attemptNumber).toBe(1)
    expect(readRows.statistics.attemptNumber).not.toBe(1)
  })

  test('is what a decorator makes of a method', async () => {
    class Table {
      readonly name = 'users'

      async *rows() {
        yield `${this.name} ${++attempts}`
        if (attempts < 2) throw new Error('broken')
      }
    }
    const decorate = retry({ stop: stopAfterAttempt(3) })
    // As a compiler calls it.
    // oxlint-disable-next-line typescript/unbound-method
    Table.prototype.rows = decorate(Table.prototype.rows, { kind: 'method' } as ClassMethodDecoratorContext)
    expect(await collect(new Table().rows())).toEqual(['users 1', 'users 2'])
  })

  test('is seen by observers under its name', async () => {
    const seen: string[] = []
    const unobserve = observe({ onEnd: ({ name, attemptNumber }) => seen.push(`${name} ${attemptNumber}`) })
    await collect(readRows.call({ prefix: '' }, 'users'))
    unobserve()
    expect(seen).toEqual(['rows 2'])
  })
})

test('AsyncRetrying.call iterates from the start', async () => {
  expect(await collect(new AsyncRetrying().call(breaking(1)))).toEqual([1, 2, 1, 2, 3])
})

test('a function that returns an async generator is not retried, and says what to give', async () => {
  const call = retry({})(() => breaking()())
  await expect(call() as unknown).rejects.toThrow(
    'give the async function* itself, or one that does yield* on it',
  )
  expect(attempts).toBe(0)
})

test('a session is made for each iteration, so that two at a time do not mix', async () => {
  const gives = retry({})(async function* (name: string) {
    let failed = false
    for (let n = 0; n < 3; n++) yield `${name}${n}`
    if (!failed && name === 'a' && ++attempts === 1) {
      failed = true
      throw new Error('broken')
    }
  })
  const [a, b] = [gives('a'), gives('b')]
  const seen: unknown[] = []
  for (let turn = 0; turn < 7; turn++) {
    seen.push((await a.next()).value)
    seen.push((await b.next()).value)
  }
  expect(seen.filter((value) => String(value).startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a0', 'a1', 'a2'])
  expect(seen.filter((value) => String(value).startsWith('b'))).toEqual(['b0', 'b1', 'b2'])
})
