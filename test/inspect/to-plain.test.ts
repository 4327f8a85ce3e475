import { createRetryMachine, isRetryError, retry, stopAfterAttempt } from 'holdfast'
import { describe, expect, test, vi } from 'vitest'
import { runInNewContext } from 'node:vm'
import { createActor } from 'xstate'

import { createToPlain } from '../../src/inspect/plain/to-plain.ts'
import { hostileValues } from '../support/hostile-values.ts'
import { rejection } from '../support/settled.ts'

const plain = (value: unknown, isBrief = false) => createToPlain((given) => given)(value, 'value', isBrief)

/** An error, and those that it came of. */
function aChain(length: number, root = new Error('the root')): Error {
  let error = root
  for (let n = 1; n <= length; n++) error = new Error(`cause ${n}`, { cause: error })
  return error
}

/** What each of them says. */
function chainOf(error: unknown): readonly string[] {
  if (typeof error === 'string') return [error]
  const { message, cause } = Object(error)
  return [message, ...(cause === undefined ? [] : chainOf(cause))]
}

const unreadable = () =>
  new Proxy(new Error('x'), {
    getOwnPropertyDescriptor() {
      throw new Error('do not look')
    },
  })

class Money {
  readonly amount = 5
  readonly #secret = 1
  get double() {
    return this.amount * 2 * this.#secret
  }
}

test.each<[string, unknown, unknown]>([
  ['a text', 'x', 'x'],
  ['a number', 1.5, 1.5],
  ['what is no number', Number.NaN, 'NaN'],
  ['an infinite number', -Infinity, '-Infinity'],
  ['a big integer', 12n, '12n'],
  ['true', true, true],
  ['null', null, null],
  ['nothing', undefined, undefined],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['a function', () => 1, '[function]'],
  ['a list', [1, undefined, [() => 1]], [1, null, ['[function]']]],
  ['a plain object', { a: 1, b: undefined, [Symbol('s')]: 2 }, { a: 1 }],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ['a class’s fields', new Money(), { amount: 5 }],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['a date that is none', new Date(Number.NaN), null],
  ['a URL', new URL('https://example.com/a?b'), 'https://example.com/a?b'],
  ['a pattern', /a+/g, '/a+/g'],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      [{ b: 1 }, 2],
    ]),
    { a: 1, '{"b":1}': 2 },
  ],
  ['a set', new Set([1, 'a']), [1, 'a']],
  ['headers', new Headers({ Accept: '*' }), { accept: '*' }],
  [
    'parameters that come several times',
    new URLSearchParams('a=1&b=2&a=3&a=4'),
    { a: ['1', '3', '4'], b: '2' },
  ],
  ['bytes', new Uint8Array(1000), '[Uint8Array, 1000 bytes]'],
  ['a buffer of Node’s', Buffer.from('abc'), '[Uint8Array, 3 bytes]'],
  ['a buffer', new ArrayBuffer(8), '[ArrayBuffer, 8 bytes]'],
  ['a promise', Promise.resolve(1), '[Promise]'],
  ['a signal', new AbortController().signal, '[AbortSignal]'],
  ['what knows its JSON', { toJSON: () => ({ a: new Date(0) }) }, { a: '1970-01-01T00:00:00.000Z' }],
  [
    'a field that JavaScript takes for more',
    JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
  ],
])('%s becomes plain', (_title, value, expected) => {
  const shown = plain(value)
  expect(shown).toStrictEqual(expected)
  expect(Object.getPrototypeOf(Object(shown))).not.toHaveProperty('a')
})

test('a cycle is cut where it closes', () => {
  const loop: Record<string, unknown> = { name: 'x' }
  loop['self'] = { list: [loop] }
  expect(plain(loop)).toStrictEqual({ name: 'x', self: { list: ['[circular]'] } })
  const itself = { toJSON: () => itself }
  expect(plain(itself)).toBe('[circular]')
})

test('an object that is there twice is shown twice', () => {
  const shared = { a: 1 }
  expect(plain([shared, shared])).toStrictEqual([{ a: 1 }, { a: 1 }])
})

test('getters are not called', () => {
  const get = vi.fn<() => unknown>()
  expect(plain(Object.defineProperty({ a: 1 }, 'b', { get, enumerable: true }))).toStrictEqual({
    a: 1,
    b: '[getter]',
  })
  expect(get).not.toHaveBeenCalled()
})

test.each(hostileValues().map((value, index) => [index, value] as const))(
  'a value that throws when it is looked at is unreadable, and what is beside it is not: %i',
  (_index, value) => {
    expect(plain({ value, beside: 1 })).toStrictEqual({ value: expect.anything(), beside: 1 })
  },
)

test('a toJSON, an iterator or a field that throws is unreadable', () => {
  const throws = () => {
    throw new Error('do not look')
  }
  const list = Object.assign([1], { [Symbol.iterator]: throws })
  const hidden = new Proxy({ a: 1 }, { getOwnPropertyDescriptor: throws })
  const vanishing = new Proxy({ a: 1 }, { getOwnPropertyDescriptor: () => undefined })
  expect(plain([{ toJSON: throws }, list, hidden, vanishing])).toStrictEqual([
    '[unreadable]',
    '[unreadable]',
    '[unreadable]',
    {},
  ])
})

test('a sanitiser may make plain what it sees', () => {
  const inner: unknown[] = []
  const toPlain = createToPlain((value, path) => {
    if (path.length === 2 && path[0] === 'value') inner.push(toPlain({ a: [value] }, 'inner'))
    return value
  })
  expect(toPlain({ x: 1, y: { z: 2 } }, 'value')).toStrictEqual({ x: 1, y: { z: 2 } })
  expect(inner).toStrictEqual([{ a: [1] }, { a: [{ z: 2 }] }])
})

describe('an error', () => {
  test('is shown with all that it says', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'E1' })
    const error = Object.assign(new RangeError('outer', { cause }), { status: 503, name: 'Mine' })
    expect(plain(error)).toStrictEqual({
      name: 'Mine',
      message: 'outer',
      status: 503,
      stack: error.stack,
      cause: { name: 'TypeError', message: 'inner', code: 'E1', stack: cause.stack },
    })
  })

  test.each([10, 51, 60, 900])('of %i causes is told with the last one', (length) => {
    const told = chainOf(plain(aChain(length)))
    const [rest = '0'] = told.filter((message) => message.endsWith(' more causes'))
    const errors = told.filter((message) => message !== rest)
    expect([errors[0], errors.at(-1)]).toStrictEqual([`cause ${length}`, 'the root'])
    expect(errors.length + Number.parseInt(rest, 10)).toBe(length + 1)
    expect(errors.length).toBeLessThan(53)
  })

  test.each([
    [
      'closes',
      (() => {
        const root = new Error('the root')
        return (root.cause = aChain(60, root))
      })(),
      ['cause 1', 'the root', '[circular]'],
    ],
    [
      'leads to what is no error',
      aChain(60, new Error('x', { cause: 'a text' })),
      ['cause 1', 'x', 'a text'],
    ],
    ['leads to what cannot be read', aChain(60, unreadable()), ['cause 2', 'cause 1', '[unreadable]']],
    ['has no end', aChain(1500), ['cause 476', 'cause 475', '[…]']],
    ['is in a long one', aChain(30, aChain(60)), ['cause 2', 'cause 1', 'the root']],
  ])('is told as far as it can be read, where a long chain of causes %s', (_what, error, last) => {
    expect(chainOf(plain(error)).slice(-3)).toStrictEqual(last)
  })

  test('within a chain of causes has not another as long', () => {
    const told = plain(aChain(30, new AggregateError([aChain(60)], 'all')))
    expect(JSON.stringify(told)).toMatch(/"cause 40".*"cause":"\[…\]"/)
  })

  test('in brief says what it is', () => {
    const error = Object.assign(new Error('outer', { cause: 1 }), { code: 'E1', status: 503 })
    expect(plain({ error }, true)).toStrictEqual({ error: { name: 'Error', message: 'outer', code: 'E1' } })
  })

  test('that holds others shows them', () => {
    expect(plain(new AggregateError([new Error('a'), 'b'], 'all'))).toMatchObject({
      name: 'AggregateError',
      message: 'all',
      errors: [{ message: 'a' }, 'b'],
    })
  })

  test('is told in full once, as a cause first, and then in brief', async () => {
    const error = await rejection(
      retry({ stop: stopAfterAttempt(1) })(() => Promise.reject(new Error('down')))(),
    )
    expect(isRetryError(error)).toBe(true)
    expect(plain(error)).toMatchObject({
      cause: { message: 'down', stack: expect.any(String) },
      lastAttempt: { error: { name: 'Error', message: 'down' } },
      errors: [{ name: 'Error', message: 'down' }],
    })
    expect((plain(error) as { lastAttempt: { error: object } }).lastAttempt.error).not.toHaveProperty('stack')
  })

  test('that is its own cause ends there', () => {
    const error = new Error('down')
    error.cause = error
    expect(plain(error)).toMatchObject({ message: 'down', cause: '[circular]' })
  })

  test('of another realm, or of the platform, is one too', () => {
    expect(plain(runInNewContext('new Error("far")'))).toMatchObject({ name: 'Error', message: 'far' })
    expect(plain(new DOMException('left', 'AbortError'))).toMatchObject({
      name: 'AbortError',
      message: 'left',
    })
  })
})

describe('what is too large', () => {
  test('is cut, and says so', () => {
    expect(plain('x'.repeat(4001))).toBe(`${'x'.repeat(3999)}…`)
    expect(plain(Array.from({ length: 101 }, () => 0))).toStrictEqual([
      ...Array.from({ length: 100 }, () => 0),
      '…',
    ])
    const wide = plain(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`k${n}`, n]))) as object
    expect(Object.keys(wide)).toHaveLength(101)
    expect(wide).toMatchObject({ k99: 99, '…': '…' })
    const manyPairs = plain(new Map(Array.from({ length: 150 }, (_, n) => [`k${n}`, n]))) as object
    expect(Object.keys(manyPairs)).toHaveLength(101)
  })

  test('is cut where it is too deep', () => {
    let deep: unknown = 'core'
    for (let level = 0; level < 20_000; level++) deep = [deep]
    expect(JSON.stringify(plain(deep))).toBe(`${'['.repeat(10)}"[…]"${']'.repeat(10)}`)
  })

  test('is cut where it is too much in all', () => {
    const much = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'x'))
    expect(JSON.stringify(plain(much)).length).toBeLessThan(20_000)
  })

  test('takes no time', () => {
    const huge = [
      // In one piece: V8 takes its time to join what `repeat` makes.
      Buffer.alloc(2 ** 28, 'x').toString('latin1'),
      Object.assign([], { length: 1e8 }),
      Array.from({ length: 1e5 }, () => ({ a: 1 })),
      new Map(Array.from({ length: 1e5 }, (_, n) => [n, n])),
      new Uint8Array(1e8),
      Object.fromEntries(Array.from({ length: 1e4 }, (_, n) => [`k${n}`, 'x'])),
      new Proxy({}, { ownKeys: () => Array.from({ length: 1e4 }, (_, n) => `k${n}`) }),
    ]
    for (const value of huge) {
      const began = performance.now()
      plain({ value })
      expect(performance.now() - began).toBeLessThan(500)
    }
  })
})

test('a snapshot of XState shows its own JSON', () => {
  expect(plain(createActor(createRetryMachine()).getSnapshot())).toMatchObject({
    status: 'active',
    value: { attempting: 'before' },
    context: { attemptNumber: 1 },
    children: { watch: { id: 'watch' } },
  })
})
