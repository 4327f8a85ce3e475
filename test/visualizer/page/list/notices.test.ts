import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { createNotices } from '../../../../visualizer/src/shell/notices.ts'
import { describeReport } from '../../../../visualizer/src/words/describe-report.ts'

test('a calm notice goes by itself, a problem stays until it is dismissed', () => {
  const clock = createVirtualClock()
  const { add, dismiss, shown } = createNotices(clock)
  add({ text: 'Retried 1 session.' })
  add({ text: 'It could not be opened.', tone: 'problem' })
  clock.advance(8_000)
  expect(shown.value.map(({ text }) => text)).toEqual(['It could not be opened.'])
  dismiss(shown.value[0]!.id)
  expect(shown.value).toEqual([])
})

test('a few are shown, the last ones, and none twice', () => {
  const { add, shown } = createNotices(createVirtualClock())
  for (const text of ['a', 'b', 'c', 'd', 'b', 'e']) add({ text })
  expect(shown.value.map(({ text }) => text)).toEqual(['c', 'd', 'b', 'e'])
})

test.each([
  ['retry', 1, 0, 0, 'Retried 1 session.'],
  ['retry', 0, 0, 0, 'Retried 0 sessions.'],
  ['cancel', 1_200, 0, 0, 'Cancelled 1,200 sessions.'],
  ['retry', 9, 0, 3, 'Retried 9 sessions; 3 refused it.'],
  ['cancel', 0, 0, 1, 'Cancelled none: 1 refused it.'],
  ['retry', 1, 1, 0, 'Asked 1 session to go on when the program runs.'],
  ['retry', 1_051, 1_051, 2, 'Asked 1,051 sessions to go on when the program runs; 2 refused it.'],
  ['retry', 12, 3, 0, 'Retried 9 sessions; asked 3 sessions to go on when the program runs.'],
  ['retry', 12, 1, 2, 'Retried 11 sessions; asked 1 session to go on when the program runs; 2 refused it.'],
  ['cancel', 5, 5, 0, 'Asked 5 sessions to end.'],
  ['cancel', 5, 3, 1, 'Cancelled 2 sessions; asked 3 sessions to end; 1 refused it.'],
] as const)(
  'the report of a %s of %d, of which %d are asked, and %d is %j',
  (command, done, asked, refusals, text) => {
    expect(describeReport(command, { done, ...(asked > 0 && { asked }), refusals, refused: [] })).toBe(text)
  },
)
