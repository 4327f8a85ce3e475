import type { SessionDetail } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { goneDetail } from '../../../../visualizer/src/detail/gone-detail.ts'
import { someRows } from './some-rows.ts'

const detailOf = (row: Partial<SessionDetail['row']>): SessionDetail => ({
  row: { ...someRows(1, 1e12)[0]!, ...row },
  messages: [],
  forgotten: 3,
  taken: {},
  children: [],
  lastEventId: '',
})

test('a session that slept when it was last told of is lost: it wakes nowhere, and nothing reaches it', () => {
  const { row, ...facts } = goneDetail(
    detailOf({ status: 'sleeping', wakeAt: 1e12, can: ['wake', 'cancel'] }),
  )
  expect(row).toMatchObject({ status: 'lost', source: 'no longer known', can: [] })
  expect(row).not.toHaveProperty('wakeAt')
  expect(facts).toMatchObject({ messages: [], forgotten: 3 })
})

test.each(['failed', 'done', 'cancelled'] as const)('one that had %s still has', (status) => {
  expect(goneDetail(detailOf({ status, can: ['round'] })).row).toMatchObject({ status, can: [] })
})
