import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { errorAfterRestart, valueAfterRestart } from './support/after-restart.ts'
import { factsOf } from './support/error-facts.ts'
import { build, walk } from './support/error-graph.ts'
import type { Linked } from './support/error-graph.ts'
import { HttpError } from './support/http-errors.ts'

describe('an error of the platform', () => {
  const errors: readonly Error[] = [
    new Error('plain'),
    new Error(''),
    new EvalError('e'),
    new RangeError('far'),
    new ReferenceError('r'),
    new SyntaxError('s'),
    new TypeError('t'),
    new URIError('u'),
    new DOMException('gone', 'AbortError'),
    new DOMException('too long', 'TimeoutError'),
    Object.assign(new Error('with fields'), {
      code: 'ECONNRESET',
      '@at': [undefined, -0],
      nested: { a: { b: 1 } },
    }),
    Object.assign(new Error('renamed'), { name: 'Renamed' }),
    Object.defineProperty(new Error('named apart'), 'name', { value: 'Apart' }),
  ]

  test.each(errors)('comes back with all that it has: %s', async (error) => {
    const restored = (await errorAfterRestart(error, { times: 2 })) as Error
    expect(factsOf(restored)).toStrictEqual(factsOf(error))
    expect(restored.constructor).toBe(error.constructor)
    expect(Object.keys(restored)).toStrictEqual(Object.keys(error))
  })

  test('keeps its cause, hidden as it was, and the causes of that', async () => {
    const root = new RangeError('root')
    const error = new Error('top', { cause: new TypeError('middle', { cause: root }) })
    const restored = (await errorAfterRestart(error)) as typeof error
    expect(restored).toMatchObject({ cause: { message: 'middle', cause: { message: 'root' } } })
    expect((restored.cause as Error).cause).toBeInstanceOf(RangeError)
    expect(Object.keys(restored)).toStrictEqual([])
  })

  test('keeps a cause that is undefined, and one that is no error', async () => {
    expect(
      Object.hasOwn((await errorAfterRestart(new Error('a', { cause: undefined }))) as Error, 'cause'),
    ).toBe(true)
    expect(Object.hasOwn((await errorAfterRestart(new Error('a'))) as Error, 'cause')).toBe(false)
    expect(await errorAfterRestart(new Error('a', { cause: { code: 5 } }))).toMatchObject({
      cause: { code: 5 },
    })
  })

  test('that is an AggregateError keeps the errors in it', async () => {
    const shared = new TypeError('shared')
    const error = new AggregateError([shared, 'text', new AggregateError([shared])], 'all', { cause: shared })
    const restored = (await errorAfterRestart(error)) as AggregateError
    expect(restored).toBeInstanceOf(AggregateError)
    expect(restored.errors).toMatchObject([
      { message: 'shared' },
      'text',
      { errors: [{ message: 'shared' }] },
    ])
    const [first, , last] = restored.errors as [Error, string, AggregateError]
    expect(first).toBeInstanceOf(TypeError)
    expect([restored.cause, last.errors[0]]).toStrictEqual([first, first])
    expect(last.errors[0]).toBe(first)
  })

  test('may be its own cause, or the cause of its cause', async () => {
    const error = new Error('snake')
    error.cause = new Error('tail', { cause: error })
    const restored = (await errorAfterRestart(error)) as Error & { cause: Error }
    expect(restored.cause.message).toBe('tail')
    expect(restored.cause.cause).toBe(restored)
  })

  test('of another realm comes back as one of this', async () => {
    const error: unknown = runInNewContext('class Odd extends TypeError { code = 7 }; new Odd("there")')
    expect(error).not.toBeInstanceOf(Error)
    const restored = await errorAfterRestart(error)
    expect(restored).toBeInstanceOf(TypeError)
    expect(restored).toMatchObject({ message: 'there', code: 7 })
  })

  test('without a prototype comes back as an error', async () => {
    const error = Object.setPrototypeOf(new Error('bare'), null) as Error
    expect(await errorAfterRestart(error)).toMatchObject({ message: 'bare', constructor: Error })
  })

  test('comes back whatever causes and fields refer to each other', async () => {
    const anyGraph = fc.array(
      fc.record({
        cause: fc.option(fc.nat(7)),
        field: fc.option(fc.nat(7)),
        errors: fc.array(fc.nat(7), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    const property = fc.asyncProperty(anyGraph, async (graph) => {
      const error = build(graph)
      const restored = (await errorAfterRestart(error)) as Linked
      expect(walk(restored)).toStrictEqual(walk(error))
    })
    await fc.assert(property, { numRuns: 200 })
  })

  test('within a value is one and the same wherever it occurs', async () => {
    const error = new HttpError(503)
    const value = await valueAfterRestart([{ reason: error }, error], { errors: [HttpError] })
    const [settled, last] = value as [{ reason: Error }, Error]
    expect(settled.reason).toBe(last)
    expect(last).toBeInstanceOf(HttpError)
  })
})
