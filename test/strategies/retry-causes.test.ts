import { retryIfExceptionCauseType, retryIfExceptionCode } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { failedState } from '../support/call-state.ts'

const thrown = (error: unknown) => failedState(error)
const abort = new DOMException('cancelled', 'AbortError')

describe('retryIfExceptionCauseType', () => {
  const nested = new Error('a', { cause: new Error('b', { cause: new RangeError('c') }) })

  test.each<[string, unknown, boolean]>([
    ['a deep cause', nested, true],
    ['the error itself', new RangeError('x'), false],
    ['no cause', new Error('x'), false],
    ['a null cause', new Error('x', { cause: null }), false],
    ['a cause that is no error', new Error('x', { cause: 0 }), false],
  ])('looks at %s', (_kind, error, expected) => {
    expect(retryIfExceptionCauseType(RangeError)(thrown(error))).toBe(expected)
  })

  test('without classes any cause counts, but an AbortError', () => {
    const retry = retryIfExceptionCauseType()
    expect(retry(thrown(nested))).toBe(true)
    expect(retry(thrown(new Error('x', { cause: 0 })))).toBe(true)
    expect(retry(thrown(new Error('x', { cause: abort })))).toBe(false)
    expect(retry(thrown(new Error('x')))).toBe(false)
  })

  test('ends where causes go round', () => {
    expect(retryIfExceptionCauseType(RangeError)(thrown(circle()))).toBe(false)
  })
})

describe('retryIfExceptionCode', () => {
  const withCode = (code: unknown) => Object.assign(new Error('x'), { code })

  test.each<[string, unknown, boolean]>([
    ['the error', withCode('ECONNRESET'), true],
    ['a number', withCode(14), true],
    ['another code', withCode('EPERM'), false],
    ['another type', withCode('14'), false],
    ['no code', new Error('x'), false],
    ['a cause', new TypeError('fetch failed', { cause: withCode('ECONNRESET') }), true],
    ['an aggregate', new AggregateError([withCode('EPERM'), withCode('ECONNRESET')]), true],
    ['a cause of an inner error', new AggregateError([new Error('x', { cause: withCode(14) })]), true],
    ['a plain object', { code: 14 }, true],
    ['errors that are no array', { errors: 5 }, false],
    ['nothing', undefined, false],
  ])('looks at %s', (_kind, error, expected) => {
    expect(retryIfExceptionCode(['ECONNRESET', 14])(thrown(error))).toBe(expected)
  })

  test('ends where causes go round', () => {
    expect(retryIfExceptionCode('E')(thrown(circle()))).toBe(false)
  })

  test('takes strings and numbers', () => {
    const none: unknown = null
    expect(() => retryIfExceptionCode()).toThrow(
      'retryIfExceptionCode must be given at least one code, got []',
    )
    expect(() => retryIfExceptionCode(none as string)).toThrow(
      'retryIfExceptionCode: each code must be a string or a number, got null',
    )
  })
})

function circle(): Error {
  const a = new Error('a')
  a.cause = new Error('b', { cause: a })
  return a
}
