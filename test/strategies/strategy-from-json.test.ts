import { strategyFromJSON } from 'holdfast'
import type { RetryStrategy, StopStrategy, WaitStrategy } from 'holdfast'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { failedState, makeCallState, returnedState } from '../support/call-state.ts'
import { makeScriptedError, scriptedTypes } from '../support/scripted-errors.ts'

const attempt = { type: 'afterAttempt', max: 3 }

describe('strategyFromJSON', () => {
  test('reads durations as text too, and writes milliseconds', () => {
    const wait = strategyFromJSON({ type: 'exponential', multiplier: '200ms', max: '10s' })
    expect(wait.toJSON()).toEqual({ type: 'exponential', multiplier: 200, max: 10_000 })
  })

  test('reads infinite sizes back', () => {
    const wait = strategyFromJSON(
      { type: 'incrementing', start: 5, increment: '-Infinity', max: 'Infinity' },
      { kind: 'wait' },
    )
    expect(wait(makeCallState({ attemptNumber: 2 }))).toBe(0)
    expect(wait.label).toBe('waitIncrementing({ start: 5, increment: -Infinity, max: Infinity })')
  })

  test('joins any number of parts by methods', () => {
    const json = { type: 'or', of: [attempt, { type: 'never' }, { type: 'afterDelay', ms: 10 }] }
    const stop = strategyFromJSON(json)
    expect(stop.label).toBe('stopAfterAttempt(3).or(stopNever).or(stopAfterDelay(10))')
    expect(stop.toJSON()).toEqual(json)
  })

  test('accepts what Tenacity distinguishes, and leaves it out again', () => {
    const of = [{ type: 'ifResult', mode: 'async', predicate: { op: 'isNull' } }]
    const retry = strategyFromJSON({ type: 'any', flavor: 'async', of })
    expect(retry.toJSON()).toEqual({ type: 'any', of: [{ type: 'ifResult', predicate: { op: 'isNull' } }] })
    expect(strategyFromJSON({ type: 'sum', of: [{ type: 'none' }] }).toJSON()).toEqual({
      type: 'combine',
      of: [{ type: 'none' }],
    })
  })

  test('does not share its descriptor', () => {
    const predicate = { op: 'in', values: [1] }
    const retry = strategyFromJSON({ type: 'ifResult', predicate }, { kind: 'retry' })
    const written = retry.toJSON()
    Object.assign(written['predicate'] as object, { values: [2] })
    expect(retry.toJSON()).toEqual({ type: 'ifResult', predicate: { op: 'in', values: [1] } })
  })

  test('gives the type of the kind', () => {
    expectTypeOf(strategyFromJSON(attempt, { kind: 'stop' })).toEqualTypeOf<StopStrategy>()
    expectTypeOf(strategyFromJSON({ type: 'none' }, { kind: 'wait' })).toEqualTypeOf<WaitStrategy>()
    expectTypeOf(strategyFromJSON(attempt)).toEqualTypeOf<StopStrategy | WaitStrategy | RetryStrategy>()
  })
})

describe('the kind', () => {
  test.each([
    [{ type: 'never' }],
    [{ type: 'or', of: [{ type: 'never' }] }],
    [{ type: 'any', of: [{ type: 'never' }, { type: 'all', of: [{ type: 'never' }] }] }],
    [{ type: 'any', of: [] }],
    [{ type: 'any' }],
  ])('has to be given for %j', (json) => {
    expect(() => strategyFromJSON(json)).toThrow(TypeError)
    expect(() => strategyFromJSON(json)).toThrow(
      `strategyFromJSON: kind must be given, as several kinds have the type ${json.type}`,
    )
  })

  test.each([
    [
      { type: 'or', of: [{ type: 'never' }, { type: 'and', of: [{ type: 'never' }, { type: 'always' }] }] },
      'retryNever.or(',
    ],
    [{ type: 'any', of: [{ type: 'never' }, attempt] }, 'stopAny('],
    [{ type: 'any', flavor: 'sync', of: [{ type: 'never' }] }, 'retryAny('],
    [{ type: 'chain', of: [{ type: 'none' }] }, 'waitChain('],
  ])('is found for %j', (json, label) => {
    expect(strategyFromJSON(json).label).toContain(label)
  })

  test('has to fit', () => {
    expect(() => strategyFromJSON(attempt, { kind: 'wait' })).toThrow(
      /^type must be a wait strategy \(none, fixed, .*\), got "afterAttempt"$/,
    )
    const kind: unknown = 'constructor'
    expect(() => strategyFromJSON(attempt, { kind: kind as 'stop' })).toThrow(
      "strategyFromJSON: kind must be 'stop', 'wait' or 'retry', got \"constructor\"",
    )
  })
})

describe('predicates', () => {
  const options = { kind: 'retry', types: scriptedTypes } as const

  test.each<[object, unknown[], unknown[]]>([
    [{ op: 'const', value: true }, [1, null], []],
    [{ op: 'eq', value: 1 }, [1], [true, '1', 2, null, [1]]],
    [
      { op: 'eq', value: { a: [1, { b: null }] } },
      [{ a: [1, { b: null }] }, { a: [1, { b: undefined }] }],
      [{ a: [1] }, { a: [1, {}] }, { c: 1 }, null],
    ],
    [{ op: 'eq', value: null }, [null, undefined], [0, false, '']],
    [{ op: 'eq', value: [] }, [[]], [{}, [1]]],
    [{ op: 'in', values: [1, 'a'] }, [1, 'a'], [2, 'b', true]],
    [{ op: 'lt', value: 3 }, [2, -1], [3, '2', null]],
    [{ op: 'isNull' }, [null, undefined], [0, '']],
  ])('%j on results', (predicate, accepted, refused) => {
    const retry = strategyFromJSON({ type: 'ifResult', predicate }, options)
    expect(accepted.map((value) => retry(returnedState(value)))).toEqual(accepted.map(() => true))
    expect(refused.map((value) => retry(returnedState(value)))).toEqual(refused.map(() => false))
    expect(retry.toJSON()).toEqual({ type: 'ifResult', predicate })
  })

  test.each<[object, string[], string[]]>([
    [{ op: 'typeIs', types: ['NetworkError'] }, ['TimeoutError', 'NetworkError'], ['HttpError']],
    [{ op: 'messageContains', text: 'Http' }, ['HttpError'], ['TimeoutError']],
  ])('%j on errors', (predicate, accepted, refused) => {
    const retry = strategyFromJSON({ type: 'ifException', predicate }, options)
    const verdict = (type: string) => retry(failedState(makeScriptedError({ type, message: type })))
    expect([...accepted, ...refused].map(verdict)).toEqual([
      ...accepted.map(() => true),
      ...refused.map(() => false),
    ])
    expect(retry.toJSON()).toEqual({ type: 'ifException', predicate })
  })

  test('have a label', () => {
    const json = { type: 'ifResult', predicate: { op: 'eq', value: { a: 1 } } }
    expect(strategyFromJSON(json).label).toBe('retryIfResult(eq({"a":1}))')
    expect(strategyFromJSON({ type: 'ifResult', predicate: { op: 'isNull' } }).describe()).toBe(
      'on a result that isNull() accepts',
    )
  })

  test('are found by name, in an object or a list', async () => {
    const isBusy = (value: string) => value === 'busy'
    const json = { type: 'ifResult', predicate: { name: 'isBusy' } }
    for (const predicates of [{ isBusy }, [isBusy]]) {
      const retry = strategyFromJSON(json, { predicates })
      expect([retry(returnedState('busy')), retry(returnedState('done'))]).toEqual([true, false])
      expect(retry.toJSON()).toEqual(json)
    }
    const retry = strategyFromJSON(json, { predicates: { isBusy: async () => true } })
    expect(await retry(returnedState(1))).toBe(true)
  })
})

test('classes are found by name, in an object or a list', () => {
  const json = { type: 'ifExceptionType', types: ['RangeError'] }
  for (const types of [{ RangeError }, [TypeError, RangeError]]) {
    const retry = strategyFromJSON(json, { types })
    expect(retry(failedState(new RangeError()))).toBe(true)
    expect(retry(failedState(new TypeError()))).toBe(false)
  }
})
