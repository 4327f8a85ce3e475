import { expect, test } from 'vitest'

import { createNotices } from '../../../../visualizer/src/shell/notices.ts'
import { describeReport } from '../../../../visualizer/src/words/describe-report.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'

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
  ['retry', 1, 0, 'Retried 1 session.'],
  ['cancel', 1_200, 0, 'Cancelled 1,200 sessions.'],
  ['retry', 9, 3, 'Retried 9 sessions; 3 refused it.'],
  ['cancel', 0, 1, 'Cancelled none: 1 refused it.'],
] as const)('the report of a %s of %d and %d is %j', (command, done, refusals, text) => {
  expect(describeReport(command, { done, refusals, refused: [] })).toBe(text)
})
