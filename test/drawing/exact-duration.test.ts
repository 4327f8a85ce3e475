import { expect, test } from 'vitest'

import { exactDuration } from '../../src/drawing.ts'

test.each([
  [0.4, '0.4 ms'],
  [1204, '1.20 s'],
  [59_949, '59.9 s'],
  [59_951, '1 min'],
  [72_345, '1 min 12.3 s'],
  [3_600_000, '1 h'],
  [7_381_500, '2 h 3 min 1.5 s'],
  [273_600_100, '3 d 4 h 0.1 s'],
  [-72_345, '−1 min 12.3 s'],
  [Infinity, 'for ever'],
])('%d ms is exactly %s', (ms, text) => {
  expect(exactDuration(ms)).toBe(text)
})
