import {
  retryAlways,
  retryIfException,
  retryIfExceptionCauseType,
  retryIfExceptionCode,
  retryIfExceptionMessage,
  retryIfExceptionType,
  retryIfNotExceptionMessage,
  retryIfNotExceptionType,
  retryIfNotResult,
  retryIfResult,
  retryNever,
  retryUnlessExceptionType,
} from 'holdfast'
import type { RetryFunction } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { failedState, makeCallState, returnedState } from '../support/call-state.ts'
import { hostileValues } from '../support/hostile-values.ts'

const abort = new DOMException('cancelled', 'AbortError')
const thrown = (error: unknown) => failedState(error)
const returned = (value: unknown) => returnedState(value)

/** Whether it retries a TypeError, a RangeError, an AbortError, a thrown text and a result. */
const verdicts = (retry: RetryFunction) => [
  ...[new TypeError('boom'), new RangeError('gone'), abort, 'text'].map((error) => retry(thrown(error))),
  retry(returned('fine')),
]

describe('on a TypeError, a RangeError, an AbortError, a thrown text and a result', () => {
  test.each<[string, RetryFunction, boolean[]]>([
    ['retryAlways', retryAlways, [true, true, true, true, true]],
    ['retryNever', retryNever, [false, false, false, false, false]],
    ['retryIfExceptionType()', retryIfExceptionType(), [true, true, false, true, false]],
    ['retryIfExceptionType([])', retryIfExceptionType([]), [true, true, false, true, false]],
    ['retryIfExceptionType(Error)', retryIfExceptionType(Error), [true, true, false, false, false]],
    ['retryIfExceptionType(one)', retryIfExceptionType(TypeError), [true, false, false, false, false]],
    [
      'retryIfExceptionType(two)',
      retryIfExceptionType(TypeError, RangeError),
      [true, true, false, false, false],
    ],
    [
      'retryIfExceptionType(list)',
      retryIfExceptionType([TypeError, DOMException]),
      [true, false, true, false, false],
    ],
    ['retryIfNotExceptionType()', retryIfNotExceptionType(), [false, false, true, false, false]],
    ['retryIfNotExceptionType(Error)', retryIfNotExceptionType(Error), [false, false, true, true, false]],
    ['retryIfNotExceptionType(one)', retryIfNotExceptionType(TypeError), [false, true, true, true, false]],
    ['retryUnlessExceptionType()', retryUnlessExceptionType(), [false, false, true, false, true]],
    ['retryUnlessExceptionType(Error)', retryUnlessExceptionType(Error), [false, false, true, true, true]],
    ['retryUnlessExceptionType(one)', retryUnlessExceptionType(TypeError), [false, true, true, true, true]],
    [
      'retryIfException(text)',
      retryIfException((error) => error === 'text'),
      [false, false, false, true, false],
    ],
    ['retryIfException(any)', retryIfException(() => true), [true, true, true, true, false]],
    [
      'retryIfExceptionMessage(message)',
      retryIfExceptionMessage({ message: 'boom' }),
      [true, false, false, false, false],
    ],
    [
      'retryIfExceptionMessage(text)',
      retryIfExceptionMessage({ match: 'te' }),
      [false, false, false, true, false],
    ],
    [
      'retryIfExceptionMessage(inner text)',
      retryIfExceptionMessage({ match: 'oom' }),
      [false, false, false, false, false],
    ],
    [
      'retryIfExceptionMessage(regexp)',
      retryIfExceptionMessage({ match: /OOM|cel/i }),
      [true, false, true, false, false],
    ],
    [
      'retryIfNotExceptionMessage(message)',
      retryIfNotExceptionMessage({ message: 'boom' }),
      [false, true, true, true, true],
    ],
    [
      'retryIfNotExceptionMessage(regexp)',
      retryIfNotExceptionMessage({ match: /o/ }),
      [false, false, true, true, true],
    ],
    ['retryIfResult(fine)', retryIfResult((value) => value === 'fine'), [false, false, false, false, true]],
    ['retryIfResult(other)', retryIfResult((value) => value !== 'fine'), [false, false, false, false, false]],
    [
      'retryIfNotResult(fine)',
      retryIfNotResult((value) => value === 'fine'),
      [false, false, false, false, false],
    ],
    [
      'retryIfNotResult(other)',
      retryIfNotResult((value) => value !== 'fine'),
      [false, false, false, false, true],
    ],
    [
      'retryIfExceptionCode()',
      retryIfExceptionCode(DOMException.ABORT_ERR),
      [false, false, true, false, false],
    ],
  ])('%s', (_label, retry, expected) => {
    expect(verdicts(retry)).toEqual(expected)
  })
})

test('strategies without arguments are the same, called as constructors or not', () => {
  expect(retryAlways()).toBe(retryAlways)
  expect(retryNever()).toBe(retryNever)
})

test('nothing but retryAlways retries without an outcome', () => {
  const state = makeCallState({ outcome: undefined })
  const strategies = [
    retryIfExceptionType(),
    retryUnlessExceptionType(),
    retryIfException(() => true),
    retryIfExceptionCode(1),
    retryIfExceptionMessage({ match: '' }),
    retryIfNotExceptionMessage({ message: 'x' }),
    retryIfResult(() => true),
    retryIfNotResult(() => false),
  ]
  expect(strategies.map((retry) => retry(state))).toEqual(strategies.map(() => false))
  expect(retryAlways(state)).toBe(true)
})

test('a value that cannot be looked at is of no class, has no message and no code', () => {
  for (const value of hostileValues()) {
    const state = thrown(value)
    expect(retryIfExceptionType()(state)).toBe(true)
    expect(retryIfExceptionType(Error)(state)).toBe(false)
    expect(retryIfExceptionCauseType(Error)(state)).toBe(false)
    expect(retryIfExceptionCode('E')(state)).toBe(false)
    expect(retryIfExceptionMessage({ match: '.' })(state)).toBe(false)
    expect(retryIfNotExceptionMessage({ message: 'x' })(state)).toBe(true)
  }
})

test('predicates may be async', async () => {
  expect(await retryIfException(async () => true)(thrown(1))).toBe(true)
  expect(await retryIfResult(async () => false)(returned(1))).toBe(false)
  expect(await retryIfNotResult(async () => false)(returned(1))).toBe(true)
})

test('predicates may ask for the type they know', () => {
  const retry = retryIfResult((user: { name: string } | null) => user === null)
  expect(retry(returned(null))).toBe(true)
  expect(retryIfException((error: TypeError) => error.message === 'x')(thrown(new TypeError('x')))).toBe(true)
})

test('without classes the words are of any error', () => {
  expect(retryIfNotExceptionType().describe()).toContain('any error')
})

test('nothing is retried while there is no outcome', () => {
  const state = makeCallState({ outcome: undefined })
  expect(retryIfExceptionType(TypeError)(state)).toBe(false)
  expect(retryUnlessExceptionType(TypeError)(state)).toBe(false)
})

describe('messages', () => {
  test('an empty message is a message', () => {
    expect(retryIfExceptionMessage({ message: '' })(thrown(new Error()))).toBe(true)
  })

  test('a pattern keeps no place between calls', () => {
    const retry = retryIfExceptionMessage({ match: /o/gy })
    const state = thrown(new Error('oo'))
    expect([retry(state), retry(state), retry(state)]).toEqual([true, true, true])
  })

  test.each<[unknown, string]>([
    [{}, 'retryIfExceptionMessage must be given either message or match, got {}'],
    [undefined, 'retryIfExceptionMessage must be given either message or match, got undefined'],
    [
      { message: 'a', match: 'b' },
      'retryIfExceptionMessage must be given either message or match, got {"message":"a","match":"b"}',
    ],
    [{ message: 5 }, 'retryIfExceptionMessage: message must be a string, got 5'],
    [{ match: 5 }, 'retryIfExceptionMessage: match must be a string or a RegExp, got 5'],
    [{ match: '(' }, 'retryIfExceptionMessage: match must be a regular expression, got "("'],
  ])('%j is refused', (argument, message) => {
    expect(() => retryIfExceptionMessage(argument as { message: string })).toThrow(message)
  })
})

test.each([
  retryIfExceptionType,
  retryIfNotExceptionType,
  retryUnlessExceptionType,
  retryIfExceptionCauseType,
])('%o refuses what is no class', (retry) => {
  for (const type of ['Error', null, {}, () => {}]) {
    const none: unknown = type
    expect(() => retry(Error, none as typeof Error)).toThrow(
      `${retry.name}: each type must be an error class, got `,
    )
  }
})

describe.each([retryIfException, retryIfResult, retryIfNotResult])('%o refuses', (retry) => {
  test.each([
    [5, `${retry.name}: predicate must be a function, got 5`],
    [undefined, `${retry.name}: predicate must be a function, got undefined`],
    [
      TypeError,
      `${retry.name}: predicate must be a function: retryIfExceptionType(TypeError), got function TypeError`,
    ],
  ])('%o', (predicate: unknown, message) => {
    expect(() => retry(predicate as () => boolean)).toThrow(message)
  })
})

test('a platform function that is no error class may be a predicate', () => {
  expect(retryIfNotResult(Boolean)(returned(''))).toBe(true)
})

describe('Error stands for what Python calls an Exception', () => {
  class Cancelled extends Error {
    override readonly name = 'AbortError'
  }

  test.each<[string, RetryFunction, boolean]>([
    ['a class of its own does match', retryIfExceptionType(Cancelled), true],
    ['also beside Error', retryIfExceptionType(Error, Cancelled), true],
    ['Error alone does not', retryIfExceptionType(Error), false],
  ])('of an AbortError %s', (_what, retry, expected) => {
    expect(retry(thrown(new Cancelled()))).toBe(expected)
  })

  test('a cancellation is no cause either', () => {
    expect(retryIfExceptionCauseType(Error)(thrown(new Error('late', { cause: abort })))).toBe(false)
    expect(retryIfExceptionCauseType(DOMException)(thrown(new Error('late', { cause: abort })))).toBe(true)
  })
})
