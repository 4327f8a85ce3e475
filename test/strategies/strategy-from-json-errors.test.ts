import { strategyFromJSON } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { scriptedTypes } from '../support/scripted-errors.ts'

const attempt = { type: 'afterAttempt', max: 3 }

describe('what cannot be read', () => {
  test.each<[unknown, string]>([
    [null, 'the strategy must be an object with a type, got null'],
    ['never', 'the strategy must be an object with a type, got "never"'],
    [{}, 'type must be the type of a strategy, got undefined'],
    [{ type: 5 }, 'type must be the type of a strategy, got 5'],
    [{ type: 'sometimes' }, 'type must be the type of a strategy, got "sometimes"'],
    [{ type: 'constructor' }, 'type must be the type of a strategy, got "constructor"'],
    [JSON.parse('{"type":"__proto__"}'), 'type must be the type of a strategy, got "__proto__"'],
    [{ ...attempt, maxx: 1 }, 'maxx must be left out, as only type, max are known, got 1'],
    [
      JSON.parse('{"type":"afterAttempt","max":3,"__proto__":1}'),
      '__proto__ must be left out, as only type, max are known, got 1',
    ],
    [{ type: 'afterAttempt' }, 'stopAfterAttempt: max must be a number, got undefined'],
    [{ type: 'afterAttempt', max: '3' }, 'stopAfterAttempt: max must be a number, got "3"'],
    [{ type: 'fixed', ms: null }, 'waitFixed: delay must be milliseconds or a string like "1.5s", got null'],
    [{ type: 'chain', of: {} }, 'of must be an array of strategies, got {}'],
    [{ type: 'chain', of: [] }, 'waitChain must be given a strategy, got []'],
    [{ type: 'chain', of: [{ type: 'none' }, 5] }, 'of[1] must be an object with a type, got 5'],
    [{ type: 'chain', of: [{ type: 'none' }, { type: 'x' }] }, 'of[1].type must be a wait strategy (none'],
    [
      { type: 'chain', of: [{ type: 'combine', of: [{ type: 'fixed', ms: -1 }] }] },
      'of[0].of[0]: waitFixed: delay must be at least 0, got -1',
    ],
    [
      { type: 'chain', of: [{ type: 'none', ms: 1 }] },
      'of[0].ms must be left out, as only type are known, got 1',
    ],
    [
      {
        type: 'any',
        of: [
          { type: 'afterAttempt', max: 1 },
          { type: 'fixed', ms: 1 },
        ],
      },
      'of[1].type must be a stop strategy (never',
    ],
    [{ type: 'retryAfter', max: 5 }, 'wait must be an object with a type, got undefined'],
    [{ type: 'retryAfter', wait: { type: 'fixed', ms: 'x' } }, 'wait: waitFixed: delay must be milliseconds'],
    [{ type: 'exception', default: 1 }, 'byType must be an object, got undefined'],
    [
      { type: 'exception', byType: { Nope: 1 }, default: 1 },
      'byType must be a name given in the option types, got "Nope"',
    ],
    [
      { type: 'exception', byType: { Error: { type: 'x' } }, default: 1 },
      'byType.Error.type must be a wait strategy',
    ],
    [{ type: 'ifExceptionType', types: 'Error' }, 'types must be an array of class names, got "Error"'],
    [
      { type: 'ifExceptionType', types: ['Error', 'Nope'] },
      'types[1] must be a name given in the option types, got "Nope"',
    ],
    [
      { type: 'ifExceptionType', types: ['toString'] },
      'types[0] must be a name given in the option types, got "toString"',
    ],
    [{ type: 'ifExceptionType', types: [5] }, 'types[0] must be a name given in the option types, got 5'],
    [
      { type: 'ifExceptionMessage' },
      'retryIfExceptionMessage must be given either message or match, got {"message":undefined,"match":undefined}',
    ],
    [
      { type: 'ifExceptionMessage', match: { source: '(', flags: '' } },
      'retryIfExceptionMessage: match must be a string or a RegExp, got {"source":"(","flags":""}',
    ],
    [
      { type: 'ifExceptionMessage', match: null },
      'retryIfExceptionMessage: match must be a string or a RegExp, got null',
    ],
    [
      { type: 'ifExceptionMessage', match: { source: 'x' } },
      'retryIfExceptionMessage: match must be a string or a RegExp, got {"source":"x"}',
    ],
    [{ type: 'ifExceptionCode', codes: [] }, 'retryIfExceptionCode must be given at least one code, got []'],
    [{ type: 'ifResult' }, 'predicate must be an object, got undefined'],
    [
      { type: 'ifResult', predicate: {} },
      'predicate.op must be one of const, eq, in, lt, isNull, typeIs, messageContains, got undefined',
    ],
    [{ type: 'ifResult', predicate: { op: 'valueOf' } }, 'predicate.op must be one of const'],
    [
      { type: 'ifResult', predicate: { op: 'isNull', value: 1 } },
      'predicate.value must be left out, as only op are known, got 1',
    ],
    [{ type: 'ifResult', predicate: { op: 'const', value: 1 } }, 'predicate.value must be a boolean, got 1'],
    [{ type: 'ifResult', predicate: { op: 'in', values: 1 } }, 'predicate.values must be an array, got 1'],
    [{ type: 'ifResult', predicate: { op: 'lt', value: '1' } }, 'predicate.value must be a number, got "1"'],
    [
      { type: 'ifException', predicate: { op: 'messageContains' } },
      'predicate.text must be a string, got undefined',
    ],
    [
      { type: 'ifException', predicate: { op: 'typeIs', types: ['Nope'] } },
      'predicate.types[0] must be a name given in the option types, got "Nope"',
    ],
    [
      { type: 'ifResult', predicate: { name: 'nope' } },
      'predicate.name must be a name given in the option predicates, got "nope"',
    ],
    [
      { type: 'ifResult', predicate: { name: 'isBusy', op: 'eq' } },
      'predicate.op must be left out, as only name are known, got "eq"',
    ],
  ])('%j is refused with its path', (json, message) => {
    const read = () => strategyFromJSON(json, { types: scriptedTypes, predicates: { isBusy: () => true } })
    expect(read).toThrow(expect.objectContaining({ code: 'HOLDFAST_INVALID_OPTION' }))
    expect(read).toThrow(new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
  })

  test('is a TypeError with the code of wrong options, or a RangeError', () => {
    expect(() => strategyFromJSON({ type: 'x' })).toThrow(
      expect.objectContaining({ code: 'HOLDFAST_INVALID_OPTION' }),
    )
    expect(() => strategyFromJSON({ type: 'x' })).toThrow(TypeError)
    const nested = { type: 'chain', of: [{ type: 'random', min: 2, max: 1 }] }
    expect(() => strategyFromJSON(nested)).toThrow(RangeError)
    expect(() => strategyFromJSON(nested)).toThrow('of[0]: waitRandom: min must be at most max, 1, got 2')
  })
})

describe('options that cannot be meant', () => {
  const [first, second] = [1, 2].map(() => class NetworkError extends Error {})

  test.each<[unknown, string]>([
    [null, 'options of strategyFromJSON must be an object, got null'],
    ['stop', 'options of strategyFromJSON must be an object, got "stop"'],
    [
      { kinds: 'stop' },
      'unknown option kinds of strategyFromJSON: "stop"; there are kind, types, predicates',
    ],
    [{ types: null }, 'strategyFromJSON: types must be an array or an object by name, got null'],
    [{ predicates: 5 }, 'strategyFromJSON: predicates must be an array or an object by name, got 5'],
    [{ types: Error }, 'strategyFromJSON: types must be an array or an object by name, got function Error'],
    [{ types: [Error, null] }, 'strategyFromJSON: types[1] must be a function, got null'],
    [
      { types: [first, Error, second] },
      'strategyFromJSON: types must be an object by name where two are called NetworkError, got [function Net',
    ],
  ])('%o is refused', (options, message) => {
    const read = () => strategyFromJSON(attempt, options as object)
    expect(read).toThrow(TypeError)
    expect(read).toThrow(message)
    expect(read).toThrow(expect.objectContaining({ code: 'HOLDFAST_INVALID_OPTION' }))
  })

  test('the same class may be given twice', () => {
    const json = { type: 'ifExceptionType', types: ['NetworkError'] }
    expect(strategyFromJSON(json, { types: [first!, first!] }).toJSON()).toEqual(json)
  })
})

describe('a descriptor that contains itself, or very many others', () => {
  const nest = (depth: number, make: (part: object) => object, innermost: object) => {
    let json = innermost
    for (let i = 0; i < depth; i++) json = make(json)
    return json
  }
  const inAny = (part: object) => ({ type: 'any', of: [part] })
  const itself: { type: string; of: object[] } = { type: 'any', of: [] }
  itself.of.push(itself)

  test.each<[string, object, object]>([
    ['itself', itself, {}],
    ['itself, of a kind', itself, { kind: 'stop' }],
    ['100,000 others', nest(100_000, inAny, attempt), {}],
    ['100,000 others of a kind', nest(100_000, inAny, attempt), { kind: 'stop' }],
    [
      '100,000 others in other fields',
      nest(100_000, (wait) => ({ type: 'retryAfter', wait, max: 1 }), { type: 'none' }),
      {},
    ],
  ])('is refused with a short path: %s', (_name, json, options) => {
    const read = () => strategyFromJSON(json, options)
    expect(read).toThrow(TypeError)
    expect(read).toThrow(/^(of\[0\]|wait)\..{0,60}… must be in at most 100 others, got \{"type":.{0,80}$/)
  })

  test('is read where it is in 100 others', () => {
    const json = nest(100, inAny, attempt)
    expect(strategyFromJSON(json).toJSON()).toEqual(json)
    expect(() => strategyFromJSON(inAny(json))).toThrow('in at most 100 others')
  })
})
