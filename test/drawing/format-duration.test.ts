import { expect, test } from 'vitest'

import { formatDuration } from '../../src/drawing.ts'

test.each([
  [0, '0 ms'],
  [0.4, '0.4 ms'],
  [12.34, '12.3 ms'],
  [99.94, '99.9 ms'],
  [99.96, '100 ms'],
  [250.4, '250 ms'],
  [999.6, '1.00 s'],
  [1000, '1 s'],
  [1204, '1.20 s'],
  [9996, '10.0 s'],
  [59_949, '59.9 s'],
  [59_951, '1 min'],
  [185_000, '3 min 5 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h'],
  [7_380_000, '2 h 3 min'],
  [86_399_999, '1 d'],
  [273_600_000, '3 d 4 h'],
  [400 * 86_400_000, '400 d'],
  [-1204, '−1.20 s'],
  [Infinity, 'for ever'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})
