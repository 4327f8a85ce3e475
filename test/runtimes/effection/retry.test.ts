// oxlint-disable require-yield -- an operation may have nothing to wait for
import { all, run, sleep, suspend, until } from 'effection'
import type { Operation } from 'effection'
import { RetryError, retryIfResult, stopAfterAttempt, stopAfterDelay } from 'holdfast'
import { retry } from 'holdfast/effection'
import { expect, test } from 'vitest'
import { rejection } from '../../support/settled.ts'

const failing = (times: number) => {
  let calls = 0
  return () => {
    if (++calls <= times) throw new Error(`down ${calls}`)
    return calls
  }
}

test('a function of an operation is retried, with its arguments', async () => {
  const call = failing(2)
  const fetchUser = retry({ stop: stopAfterAttempt(3) })(function* (id: number, suffix = '') {
    yield* sleep(0)
    return `user ${id}${suffix} by call ${call()}`
  })
  expect(await run(() => fetchUser(7, '!'))).toBe('user 7! by call 3')
})

test('bare, it is retried for ever', async () => {
  const call = failing(50)
  const op = retry(function* () {
    return call()
  })
  expect(await run(op)).toBe(51)
})

test('each evaluation of what it gives is a session of its own', async () => {
  let calls = 0
  const count = retry({ stop: stopAfterAttempt(2) })(function* () {
    if (++calls % 2 === 1) throw new Error('odd')
    return calls
  })
  const operation = count()
  expect(calls).toBe(0)
  const values = await run(function* () {
    return [yield* operation, yield* operation]
  })
  expect(values).toEqual([2, 4])
})

test.each<[string, () => unknown, unknown]>([
  ['a value', () => 1, 1],
  ['nothing', () => undefined, undefined],
  ['null', () => null, null],
  ['a promise', async () => 1, 1],
  ['an operation that is no generator', () => sleep(0), undefined],
  ['a task', () => run(() => until(Promise.resolve(1))), 1],
  ['a string', () => 'text', 'text'],
  ['an array', () => [1, 2], [1, 2]],
  ['a map', () => new Map([[1, 2]]), new Map([[1, 2]])],
  ['a set', () => new Set([1]), new Set([1])],
  ['bytes', () => new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ['parameters of a query', () => new URLSearchParams('a=1'), new URLSearchParams('a=1')],
])('a function may give %s', async (_title, give, value) => {
  expect(await run(retry({ stop: stopAfterAttempt(1) })(give))).toEqual(value)
})

test('results are retried too', async () => {
  let calls = 0
  const poll = retry({ retry: retryIfResult((value) => value === 'pending') })(function* () {
    return ++calls < 3 ? 'pending' : 'ready'
  })
  expect(await run(poll)).toBe('ready')
})

test('it keeps name, length, own properties and this', async () => {
  function* load(this: { base: string }, path: string): Operation<string> {
    return this.base + path
  }
  const retried = retry({ stop: stopAfterAttempt(3) })(Object.assign(load, { version: 3 }))
  expect([retried.name, retried.length, retried.version]).toEqual(['load', 1, 3])
  const client = { base: 'https://', retried }
  expect(await run(() => client.retried('a.example'))).toBe('https://a.example')
})

test('giving up throws a RetryError that names the function', async () => {
  const error = await rejection(
    run(
      retry({ stop: stopAfterAttempt(3) })(function* ping() {
        throw new Error('down')
      }),
    ),
  )
  expect(error).toBeInstanceOf(RetryError)
  expect((error as Error).message).toMatch(/^ping gave up after 3 attempts/)
  expect((error as Error).cause).toMatchObject({ message: 'down' })
})

test.each([new Error('fatal'), 'a string', undefined, null, 0])(
  'what is not to be retried is thrown as it is: %s',
  async (thrown) => {
    const op = retry({ retry: () => false })(function* () {
      throw thrown
    })
    expect(await rejection(run(op))).toBe(thrown)
    const caught = run(function* () {
      try {
        yield* op()
      } catch (error) {
        return [error]
      }
      return []
    })
    expect(await caught).toEqual([thrown])
  },
)

test('reraise throws the last error itself', async () => {
  const down = new Error('down')
  const op = retry({ stop: stopAfterAttempt(2), reraise: true })(() => {
    throw down
  })
  expect(await rejection(run(op))).toBe(down)
})

test('retryWith replaces options, and statistics are of the latest call', async () => {
  const op = retry({ stop: stopAfterAttempt(3), name: 'ping' })(function* () {
    throw new Error('down')
  })
  expect(op.statistics).toMatchObject({ attemptNumber: 0, startTime: 0 })
  const twice = op.retryWith({ stop: stopAfterAttempt(2) })
  expect(await rejection(run(twice))).toMatchObject({ name: 'RetryError' })
  expect(twice.statistics.attemptNumber).toBe(2)
  expect(op.statistics.attemptNumber).toBe(0)
  expect(((await rejection(run(op))) as Error).message).toMatch(/^ping gave up after 3/)
  expect(op.statistics.attemptNumber).toBe(3)
})

test('concurrent calls of one function do not know of each other', async () => {
  const calls = new Map<number, number>()
  const op = retry({ stop: stopAfterAttempt(9) })(function* (id: number) {
    yield* sleep(0)
    const count = (calls.get(id) ?? 0) + 1
    calls.set(id, count)
    if (count < id) throw new Error('down')
    return count
  })
  expect(await run(() => all([1, 2, 3, 4, 5].map((id) => op(id))))).toEqual([1, 2, 3, 4, 5])
})

test('enabled: false calls it once', async () => {
  const down = new Error('down')
  let calls = 0
  const op = retry({ enabled: false })(function* () {
    calls++
    throw down
  })
  expect(await rejection(run(op))).toBe(down)
  expect(calls).toBe(1)
})

test('nested, the attempts multiply', async () => {
  let calls = 0
  const inner = retry({ stop: stopAfterAttempt(3) })(function* () {
    calls++
    throw new Error('down')
  })
  const outer = retry({ stop: stopAfterAttempt(2) })(function* () {
    yield* inner()
  })
  const error = await rejection(run(outer))
  expect(calls).toBe(6)
  expect(error).toMatchObject({ cause: { name: 'RetryError', cause: { message: 'down' } } })
})

test.each<[string, () => unknown, RegExp]>([
  ['no function', () => retry({})(7 as never), /what is retried must be a function, got 7/],
  ['a class', () => retry({})(URL as never), /a class is not called/],
  ['a strategy', () => retry(stopAfterDelay(5) as never), /a strategy is an option/],
  ['a promise', () => retry({})(Promise.resolve() as never), /the function that makes the promise/],
  ['an operation', () => retry({})(sleep(1) as never), /a function that gives an operation/],
  ['an operation, bare', () => retry(suspend() as never), /a function that gives an operation/],
  ['a started generator', () => retry((function* () {})() as never), /a function that gives an operation/],
  ['two functions', () => (retry as Function)(() => 1, {}), /retry\(options\)\(fn\)/],
  [
    'a decorated method',
    () => (retry({}) as Function)(() => 1, { kind: 'method' }),
    /retry\(options\)\(fn\)/,
  ],
  ['an async generator function', () => retry({})(async function* () {}), /async function\*/],
  ['a wrong option', () => retry({ stop: 3 } as never), /stop must be a function, got 3/],
  ['an unknown option', () => retry({ tries: 3 } as never), /unknown option tries: 3/],
  ['no options', () => retry(null as never), /options must be an object, got null/],
])('%s is refused at once', (_title, wrap, message) => {
  expect(wrap).toThrow(TypeError)
  expect(wrap).toThrow(message)
})

test('an async generator that a function gives is refused, whatever the policy says', async () => {
  let calls = 0
  const op = retry(() => {
    calls++
    return (async function* () {})()
  })
  expect(await rejection(run(op))).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('would retry nothing'),
  })
  expect(calls).toBe(1)
})
