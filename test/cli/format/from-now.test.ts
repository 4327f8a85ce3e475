import { expect, test } from 'vitest'

import { amountOf, dated, fromNow } from '../../../src/cli/format/from-now.ts'

const NOW = Date.UTC(2026, 0, 31, 9)

test.each([
  [0, 'now'],
  [999, 'now'],
  [-999, 'now'],
  [1400, 'in 1.4 s'],
  [-10_000, '10 s ago'],
  [119_400, 'in 119 s'],
  [120_000, 'in 2 m'],
  [-150_000, '3 m ago'],
  [3 * 3_600_000, 'in 3 h'],
  [-36 * 3_600_000, '36 h ago'],
  [40 * 86_400_000, 'in 40 d'],
])('an instant %i ms away is %s', (ms, text) => {
  expect(fromNow(NOW + ms, NOW)).toBe(text)
})

test.each([
  [0, '0 s'],
  [50, '0.1 s'],
  [1449, '1.4 s'],
  [86_400_000, '24 h'],
])('%i ms are %s', (ms, text) => {
  expect(amountOf(ms)).toBe(text)
})

test('an instant is dated in UTC', () => {
  expect(dated(NOW + 7_200_000, NOW)).toBe('2026-01-31T11:00:00.000Z (in 2 h)')
})

test('an instant that no date can say is later than all', () => {
  expect(dated(9e15, NOW)).toMatch(/^beyond all dates \(in \d+ d\)$/)
})
