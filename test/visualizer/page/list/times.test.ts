import { formatDuration } from 'holdfast/drawing'
import { expect, test, vi } from 'vitest'

import {
  age,
  BEYOND,
  countdown,
  isoTime,
  localTime,
  wholeTime,
} from '../../../../visualizer/src/words/times.ts'

const now = new Date(2026, 2, 4, 14, 32, 5).getTime()

test.each([
  [12_000, 'in 12 s'],
  [11_999, 'in 11 s'],
  [1000, 'in 1 s'],
  [999, 'now'],
  [60_000, `in ${formatDuration(60_000)}`],
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

test.each([8.64e15 + 1, -8.64e15 - 1, Number.MAX_VALUE, Infinity, Number.NaN])(
  'an instant that no date reaches, %d, is told of all the same',
  (at) => {
    expect(isoTime(at)).toBeUndefined()
    expect(wholeTime(at)).toBe(BEYOND)
    expect(localTime(at, now)).toBe(BEYOND)
  },
)

test('until an instant that no date reaches it is long', () => {
  expect(countdown(8.64e18, now)).toMatch(/^in \d+ d/)
})

test('whoever asks within a second is told the same', () => {
  expect(countdown(now + 12_500, now)).toBe('in 12 s')
  expect(countdown(now + 12_500, now + 999)).toBe('in 12 s')
  expect(countdown(now + 12_500, now + 1_000)).toBe('in 11 s')
})

test.each([0, 1, 499, 999])('a sleep of a minute, told %d ms after a second began, is no longer', (after) => {
  expect(countdown(now + after + 60_000, now + after)).toBe(`in ${formatDuration(60_000)}`)
})

test('an instant is told to machines in ISO 8601', () => {
  expect(isoTime(Date.UTC(2026, 2, 4))).toBe('2026-03-04T00:00:00.000Z')
})

test('what times are told by is made beforehand', async () => {
  vi.resetModules()
  const times = await import('../../../../visualizer/src/words/times.ts')
  times.prepareTimes()
  const made = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(() => {
    throw new Error('made late')
  })
  expect(times.localTime(now, now)).toBe('14:32:05')
  made.mockRestore()
})
