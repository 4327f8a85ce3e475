import { request } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'

import { hostileValues } from '../support/hostile-values.ts'
import { errorAfterRestart } from './support/after-restart.ts'

describe('a thrown value that is no error', () => {
  const kept: readonly unknown[] = [
    'text',
    '',
    0,
    -0,
    NaN,
    null,
    undefined,
    false,
    { code: 5, '@ref': 1 },
    [1, [2]],
  ]

  test.each(kept)('comes back as it was: %s', async (value) => {
    expect(await errorAfterRestart(value, { times: 2 })).toStrictEqual(value)
  })

  test('that is frozen comes back', async () => {
    expect(await errorAfterRestart(Object.freeze({ a: Object.freeze([1]) }))).toStrictEqual({ a: [1] })
  })

  const shown: readonly [value: unknown, text: string][] = [
    [10n, '10n'],
    [Symbol('s'), 'Symbol(s)'],
    [function fail() {}, 'function fail'],
    [new WeakMap(), 'WeakMap {…}'],
    [new Uint8Array(1_000_000), 'Uint8Array {…}'],
    [hostileValues()[0], 'an unreadable object'],
    [hostileValues()[1], 'an unreadable object'],
  ]

  test('that JSON cannot hold comes back as the text that shows it', async () => {
    for (const [value, text] of shown) expect(await errorAfterRestart(value)).toBe(text)
  })
})

describe('what hangs on an error', () => {
  const fieldsOf = async (fields: object): Promise<unknown> => {
    const error = Object.assign(new Error('failed'), fields)
    return Object.fromEntries(Object.entries((await errorAfterRestart(error)) as Error))
  }

  test('comes back as far as JSON can hold it', async () => {
    const fields = {
      at: new Date(0),
      url: new URL('http://localhost/a'),
      headers: new Headers({ 'Retry-After': '120' }),
      response: new Response(null, { status: 429, headers: { 'retry-after': '7' } }),
      map: new Map<unknown, unknown>([['a', { b: 1 }]]),
      set: new Set([1, 2]),
      search: new URLSearchParams('q=1'),
      bytes: new Uint8Array(3),
      count: 3n,
      call() {},
      handler: () => {},
      nothing: undefined,
    }
    expect(await fieldsOf(fields)).toStrictEqual({
      at: '1970-01-01T00:00:00.000Z',
      url: 'http://localhost/a',
      headers: { 'retry-after': '120' },
      response: { status: 429, statusText: '', url: '', headers: { 'retry-after': '7' } },
      map: { a: { b: 1 } },
      set: [1, 2],
      search: { q: '1' },
      bytes: 'Uint8Array {…}',
      count: '3n',
      call: 'function call',
      handler: 'function handler',
      nothing: undefined,
    })
  })

  test('may contain itself, throw when it is looked at, or be a proxy', async () => {
    const cycle: { self?: unknown; leaf: number } = { leaf: 1 }
    cycle.self = cycle
    const [revoked, secretive, throwing] = hostileValues()
    const toJSON = () => {
      throw new Error('not as JSON')
    }
    const read = await fieldsOf({ cycle, revoked, secretive, throwing, json: { toJSON } })
    expect(read).toMatchObject({
      cycle: { leaf: 1, self: { leaf: 1, self: { leaf: 1 } } },
      revoked: 'an unreadable object',
      secretive: 'an unreadable object',
      throwing: { toString: 'function throws', name: undefined },
      json: '{"toJSON":function toJSON}',
    })
  })

  test('may be a live socket and a request, as an HTTP client leaves them', async () => {
    const socket = new Socket()
    const sent = request({ host: 'localhost', port: 1, createConnection: () => socket })
    sent.on('error', () => {})
    const config = { url: '/pay', transformRequest: [function encode() {}], timeout: 500 }
    const error = Object.assign(new Error('timeout of 500ms exceeded'), {
      name: 'AxiosError',
      code: 'ECONNABORTED',
      config,
      request: sent,
      response: { status: 503, headers: { 'retry-after': '3' }, config, request: sent, data: 'down' },
      toJSON: () => ({ message: 'not this' }),
    })
    const read = (await errorAfterRestart(error)) as typeof error
    sent.destroy()
    expect(read).toMatchObject({
      message: 'timeout of 500ms exceeded',
      name: 'AxiosError',
      code: 'ECONNABORTED',
      config: { url: '/pay', transformRequest: ['function encode'], timeout: 500 },
      response: { status: 503, headers: { 'retry-after': '3' }, data: 'down' },
    })
  })

  test('does not make the error itself unreadable', async () => {
    const throws = () => {
      throw new Error('never')
    }
    const secretive = new Proxy(new TypeError('inner'), {
      get: throws,
      ownKeys: throws,
      getOwnPropertyDescriptor: throws,
    })
    expect(await errorAfterRestart(secretive)).toMatchObject({
      name: 'undefined',
      message: 'undefined',
      constructor: TypeError,
    })
    class Odd extends Error {
      override get name() {
        return throws()
      }
    }
    Object.defineProperty(Odd.prototype, 'constructor', { get: throws })
    expect(await errorAfterRestart(new Odd('odd'))).toMatchObject({ message: 'odd' })
  })

  test('is cut where it is too deep', async () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'deepest' : { in: deep(levels - 1) })
    expect(await fieldsOf({ deep: deep(6) })).toStrictEqual({ deep: deep(6) })
    expect(JSON.stringify(await fieldsOf({ deep: deep(7) }))).toContain('{\\"in\\":\\"deepest\\"}')
    let error = new Error('root')
    for (let level = 0; level < 10_000; level++) error = new Error(`level ${level}`, { cause: error })
    const causes = new Set<unknown>()
    for (let each: unknown = await errorAfterRestart(error); each !== undefined; each = (each as Error).cause)
      causes.add(each)
    expect(causes.size).toBe(51)
    expect([...causes].at(-1)).toBe('Error: level 9949')
  })

  test('is cut where it is too much', async () => {
    const read = (await fieldsOf({
      numbers: Array.from({ length: 5000 }, (_, index) => index),
      more: { first: 1 },
      code: 'E',
    })) as { numbers: readonly number[] }
    expect(read).toMatchObject({ code: 'E', more: '{"first":1}' })
    expect(read.numbers.length).toBeLessThan(1001)
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, index]))
    expect(Object.keys(((await fieldsOf({ many })) as { many: object }).many).length).toBeLessThan(1001)
  })

  test('never changes the prototype of anything', async () => {
    const evil = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ) as object
    const error = new Error('evil')
    for (const [key, value] of Object.entries(evil))
      Object.defineProperty(error, key, { value, enumerable: true })
    const read = (await errorAfterRestart(Object.assign(error, { evil }))) as Error & { evil: object }
    expect(Object.getPrototypeOf(read)).toBe(Error.prototype)
    expect(Object.keys(read.evil)).toStrictEqual(['constructor'])
    expect({}).not.toHaveProperty('polluted')
  })
})
