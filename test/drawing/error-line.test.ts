import { expect, test } from 'vitest'

import { errorLine } from '../../src/drawing/error-line.ts'

const reset = { name: 'Error', message: 'read ECONNRESET' }
const all = { name: 'AggregateError', message: 'all mirrors failed' }
const fetchFailed = { name: 'TypeError', message: 'fetch failed' }

test.each([
  [fetchFailed, 'TypeError: fetch failed'],
  [{ message: 'no name' }, 'Error: no name'],
  [{ name: 'Aborted' }, 'Aborted'],
  [{ name: { toString: 1, valueOf: 1 }, message: 'odd name' }, 'Error: odd name'],
  [{ name: 'Error', message: 'first line\nsecond line' }, 'Error: first line'],
  [{ ...fetchFailed, cause: reset }, 'TypeError: fetch failed, caused by Error: read ECONNRESET'],
  [
    { ...fetchFailed, cause: { name: 'Error', message: 'between', cause: reset } },
    'TypeError: fetch failed, caused by Error: read ECONNRESET',
  ],
  [{ code: 'HOLDFAST_RETRY_EXHAUSTED', cause: fetchFailed }, 'TypeError: fetch failed'],
  [
    { ...fetchFailed, cause: { ...reset, cause: '[…]' } },
    'TypeError: fetch failed, caused by Error: read ECONNRESET',
  ],
  [{ ...fetchFailed, cause: '[circular]' }, 'TypeError: fetch failed'],
  [{ ...fetchFailed, cause: 'a text' }, 'TypeError: fetch failed, caused by "a text"'],
  [{ name: 'RangeError', message: '' }, 'RangeError'],
  [{ ...all, errors: [reset] }, 'AggregateError: all mirrors failed: 1 error: Error: read ECONNRESET'],
  [
    { ...all, errors: [{ ...fetchFailed, cause: reset }, reset, 'x'] },
    'AggregateError: all mirrors failed: 3 errors, first: TypeError: fetch failed, caused by Error: read ECONNRESET',
  ],
  [
    { ...fetchFailed, cause: { ...all, message: '', errors: [reset, reset, '…'] } },
    'TypeError: fetch failed, caused by AggregateError: at least 2 errors, first: Error: read ECONNRESET',
  ],
  [{ ...all, errors: [] }, 'AggregateError: all mirrors failed'],
  [{ ...all, errors: '[…]' }, 'AggregateError: all mirrors failed'],
  [
    { code: 'HOLDFAST_RETRY_EXHAUSTED', name: 'RetryError', message: 'gave up', errors: [reset] },
    'RetryError: gave up',
  ],
  [{}, 'an error of which nothing was told'],
  [null, 'null'],
])('%o is %s', (error, line) => {
  expect(errorLine(error)).toBe(line)
})

test('a long one is cut', () => {
  expect(errorLine({ name: 'Error', message: 'x'.repeat(1000) }).length).toBeLessThan(250)
})
