import { describe, expect, test } from 'vitest'

import { errorLines, summarizeError } from '../../../src/stores/reading/error-summary.ts'

describe('the summary of an error', () => {
  test('has its name, message and code, and those of its causes', () => {
    const cause = Object.assign(new RangeError('too far'), { code: 'E_FAR', secret: 'x' })
    const summary = summarizeError(new Error('down', { cause }))
    expect(summary).toEqual({
      name: 'Error',
      message: 'down',
      cause: { name: 'RangeError', message: 'too far', code: 'E_FAR' },
    })
    expect(errorLines(summary)).toEqual(['Error: down', '  caused by RangeError: too far (E_FAR)'])
  })

  test('has the first parts of an AggregateError', () => {
    const parts = Array.from({ length: 9 }, (_, n) => new Error(`part ${n}`))
    const summary = summarizeError(new AggregateError(parts, 'all failed', { cause: 'none' }))
    expect(errorLines(summary)).toEqual([
      'AggregateError: all failed',
      ...[0, 1, 2, 3, 4].map((n) => `  of Error: part ${n}`),
      '  caused by thrown: "none"',
    ])
  })

  test('ends where errors cause each other in a circle', () => {
    const error = new Error('chicken')
    error.cause = new AggregateError([error, new Error('hen')], 'egg', { cause: error })
    expect(errorLines(summarizeError(error))).toEqual([
      'Error: chicken',
      '  caused by AggregateError: egg',
      '    of Error: hen',
    ])
  })

  test('shows what was thrown and is no error', () => {
    expect(summarizeError({ status: 503 })).toEqual({ name: 'thrown', message: '{"status":503}' })
  })
})
