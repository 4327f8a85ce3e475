import { formatDuration } from 'holdfast/drawing'
import { expect, test } from 'vitest'

import { age, countdown, localTime, wholeTime } from '../../../../visualizer/src/words/times.ts'

const now = new Date(2026, 2, 4, 14, 32, 5).getTime()

test.each([
  [12_000, 'in 12 s'],
  [11_001, 'in 12 s'],
  [1, 'in 1 s'],
  [59_999, `in ${formatDuration(60_000)}`],
  [185_000, `in ${formatDuration(185_000)}`],
  [0, 'now'],
  [-4_000, 'now'],
  [-12_000, '12 s late'],
  [-3_700_000, `${formatDuration(3_700_000)} late`],
])('%d ms from now is %j', (ms, text) => {
  expect(countdown(now + ms, now)).toBe(text)
})

test.each([
  [-5, '0 s'],
  [999, '0 s'],
  [12_999, '12 s'],
  [60_000, '1 min'],
  [7_199_999, '1 h'],
  [400_000_000, '4 d'],
])('an age of %d ms is %j', (ms, text) => {
  expect(age(ms)).toBe(text)
})

test('a time of today has no day', () => {
  expect(localTime(now, now + 1000)).toBe('14:32:05')
  expect(localTime(now, now + 86_400_000)).toBe('4 Mar 14:32')
})

test('a whole time is told in ISO 8601 first', () => {
  expect(wholeTime(now)).toMatch(new RegExp(`^${new Date(now).toISOString()} \\(.*4 March 2026.*\\)$`))
})
