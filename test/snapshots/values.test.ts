import * as devalue from 'devalue'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startRetry } from 'holdfast'
import type { Codec } from 'holdfast'

import { hostileValues } from '../support/hostile-values.ts'
import { valueAfterRestart } from './support/after-restart.ts'
import { refusalOf } from './support/refusal-of.ts'

// Numbers that JSON does not know, keys that look like Holdfast's own, and what was never given.
const anyKey = fc.oneof(
  fc.string(),
  fc.constantFrom('@error', '@ref', '@@error', '@', '@codec', 'xstate', ''),
)
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom(undefined, null, true, false, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

describe('a value', () => {
  test('comes back as it was', async () => {
    const property = fc.asyncProperty(anyValue, async (value) => {
      expect(await valueAfterRestart(value)).toStrictEqual(value)
    })
    await fc.assert(property, { numRuns: 200 })
  })

  test('comes back the same from a second restart', async () => {
    const value = { '@error': [{ '@@ref': -0 }, NaN, undefined], '@undefined': { '@number': 'NaN' } }
    expect(await valueAfterRestart(value, { times: 3 })).toStrictEqual(value)
  })

  test('that occurs twice comes back as two', async () => {
    const part = { name: 'part' }
    expect(await valueAfterRestart([part, part])).toStrictEqual([{ name: 'part' }, { name: 'part' }])
  })

  test('that is frozen, or has no prototype, comes back as a plain object', async () => {
    const bare = Object.assign(Object.create(null), { a: 1 }) as object
    expect(await valueAfterRestart(Object.freeze({ bare }))).toStrictEqual({ bare: { a: 1 } })
  })

  test('that is an array with holes comes back with undefined in them', async () => {
    const sparse: number[] = [1]
    sparse[3] = 4
    expect(await valueAfterRestart(sparse)).toStrictEqual([1, undefined, undefined, 4])
  })

  test('may be two hundred deep', async () => {
    expect(await valueAfterRestart(nested(200))).toStrictEqual(nested(200))
  })

  test('is not shared with the snapshot that it was read from', async () => {
    const session = startRetry({}, async () => ({ list: [1] }))
    await session.result
    const snapshot = session.snapshot()
    const first = await startRetry({}, async () => ({ list: [0] }), { snapshot }).result
    first.list.push(2)
    expect(await startRetry({}, async () => ({ list: [0] }), { snapshot }).result).toStrictEqual({
      list: [1],
    })
  })
})

describe('a value that JSON cannot hold', () => {
  class Money {
    readonly cents = 5
  }
  const cycle: { self?: object } = {}
  cycle.self = cycle
  const [revoked, secretive] = hostileValues()

  const refused: readonly [what: string, value: unknown, path: string][] = [
    ['a bigint', { total: 10n }, 'result.total, 10n'],
    ['a Date', [{ at: new Date(0) }], 'result[0].at, Date {…}'],
    ['a Map', new Map(), 'result, Map {…}'],
    ['a Set', { 'a b': new Set() }, 'result.a b, Set {…}'],
    ['a function', [[() => 1]], 'result[0][0], a function'],
    ['a symbol', { id: Symbol('id') }, 'result.id, Symbol(id)'],
    ['a cycle', cycle, 'result.self, {"self":'],
    ['an instance of a class', { price: new Money() }, 'result.price, Money {…}'],
    ['a typed array', new Uint8Array(2), 'result, Uint8Array {…}'],
    ['a promise within', { later: Promise.resolve(1) }, 'result.later, Promise {…}'],
    ['a revoked proxy', { revoked }, 'result.revoked, an unreadable object'],
    ['a proxy that throws', { secretive }, 'result.secretive, an unreadable object'],
    [
      'a getter that throws',
      {
        get now() {
          throw new Error('never')
        },
      },
      'result, an unreadable object',
    ],
    ['a key __proto__', { inner: JSON.parse('{"__proto__":{"a":1}}') }, 'result.inner.__proto__, {"a":1}'],
    ['more than two hundred levels', nested(201), 'result.in.in.in'],
  ]

  test.each(refused)('is refused with its path: %s', async (_what, value, path) => {
    const session = startRetry({}, async () => value)
    await session.result
    const error = refusalOf(() => session.snapshot())
    expect(error).toMatchObject({ code: 'HOLDFAST_SNAPSHOT_VALUE', message: expect.stringContaining(path) })
    expect(error.message).toMatch(
      /^a snapshot cannot hold result.*: give plain JSON without cycles, or the option codec$/,
    )
  })

  test('is refused as the result that is to be retried, too', async () => {
    const session = startRetry({ retry: () => true, wait: () => Infinity }, async () => new Map())
    await new Promise(setImmediate)
    expect(session.getSnapshot().value).toStrictEqual({ sleeping: 'resting' })
    expect(refusalOf(() => session.snapshot()).code).toBe('HOLDFAST_SNAPSHOT_VALUE')
    session.abort()
  })

  test('survives with the codec devalue', async () => {
    const value = { cycle, at: new Date(5), map: new Map([[1, new Set([10n])]]), plain: [undefined, -0] }
    expect(await valueAfterRestart(value, { codec: devalue })).toStrictEqual(value)
  })

  test('is refused when the codec cannot write it either', async () => {
    const session = startRetry({}, async () => new Money(), { codec: devalue })
    await session.result
    const error = refusalOf(() => session.snapshot())
    expect(error).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_VALUE',
      message: 'the codec cannot write result as a string',
    })
    expect(error.cause).toMatchObject({ message: expect.stringContaining('non-POJO') })
  })

  test('is refused when the codec gives no string', async () => {
    const silent: Codec = { stringify: () => undefined as unknown as string, parse: JSON.parse }
    const session = startRetry({}, async () => 10n, { codec: silent })
    await session.result
    expect(refusalOf(() => session.snapshot()).message).toBe('the codec cannot write result as a string')
  })

  test('that a codec has written cannot be read without one, nor with one that throws', async () => {
    const session = startRetry({}, async () => ({ at: new Date(0) }), { codec: devalue })
    await session.result
    const snapshot = session.snapshot()
    const resume = (codec?: Codec) =>
      refusalOf(() =>
        startRetry({}, async () => ({ at: new Date(0) }), { snapshot, ...(codec && { codec }) }),
      )
    expect(resume()).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_VALUE',
      message:
        'snapshot.context.result was written by a codec: give the option codec that it was written with',
    })
    const broken = new Error('no such form')
    const throws: Codec = {
      stringify: String,
      parse() {
        throw broken
      },
    }
    expect(resume(throws)).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_DAMAGED',
      message: 'the codec cannot read snapshot.context.result',
      cause: broken,
    })
  })
})

function nested(levels: number): object {
  let value: object = {}
  for (let level = 1; level < levels; level++) value = { in: value }
  return value
}
