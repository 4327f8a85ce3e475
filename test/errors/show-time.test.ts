import { expect, test } from 'vitest'
import { TimeoutError } from 'holdfast'
import { showTime } from '../../src/errors/show-time.ts'

test.each([
  [0, '0 ms'],
  [0.0337, '0.0337 ms'],
  [12, '12 ms'],
  [12.345, '12.3 ms'],
  [999.4, '999 ms'],
  [999.6, '1000 ms'],
  [1000, '1 s'],
  [1260, '1.26 s'],
  [122_000, '122 s'],
  [86_400_000, '86400 s'],
  [Infinity, 'Infinity s'],
])('%d ms is %s', (ms, text) => {
  expect(showTime(ms)).toBe(text)
})

test('a TimeoutError says its limit so', () => {
  expect(new TimeoutError('session', 90_000).message).toBe('the session took longer than 90 s')
})
