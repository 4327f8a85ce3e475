import { edgeId } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { growDetail } from '../../../../visualizer/src/detail/grow-detail.ts'
import { someRows } from './some-rows.ts'

type Message = SessionDetail['messages'][number]

const [row, other] = someRows(2, 0) as [SessionDetail['row'], SessionDetail['row']]

const transition = { source: 'retry.sleeping', event: 'WAKE', index: 0 }

const begins: Message = { type: 'session', seq: 1, at: 0, sessionId: 'a', definitionId: 'd', name: 'load' }

const stateMessage = (seq: number): Message => ({
  type: 'state',
  seq,
  at: seq,
  sessionId: 'a',
  value: 'attempting',
  status: 'active',
  context: {},
  eventType: 'WAKE',
  taken: [transition],
})

const ends: Message = { type: 'end', seq: 3, at: 3, sessionId: 'a', status: 'done' }

const detail: SessionDetail = {
  row,
  messages: [begins, stateMessage(2)],
  forgotten: 0,
  taken: { [edgeId(transition)]: 1 },
  children: [],
  lastEventId: '',
}

test('what is not of the session changes nothing', () => {
  expect(growDetail(detail, { now: 0, rows: [other], removed: ['x'] })).toBe(detail)
})

test('messages are added once, and the transitions they tell of are counted', () => {
  const grown = growDetail(detail, { now: 0, messages: [stateMessage(2), stateMessage(3), stateMessage(5)] })
  expect(grown.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 5])
  expect(grown.taken).toEqual({ [edgeId(transition)]: 3 })
  expect(detail.messages).toHaveLength(2)
})

test('the row, what is stored and the chart are those that were told last', () => {
  const changed = { ...row, attempt: 9 }
  const definition = { id: 'retry' }
  const grown = growDetail(detail, { now: 0, rows: [other, changed], definition })
  expect(grown).toMatchObject({ row: changed, definition })
  expect(grown.messages).toBe(detail.messages)
})

test('sessions that its machine starts are its children, each once', () => {
  const child = { ...other, parent: row.key }
  const grown = growDetail(detail, { now: 0, rows: [child] })
  expect(grown.children).toEqual([other.key])
  expect(growDetail(grown, { now: 0, rows: [child] })).toBe(grown)
})

test('of a session that goes on for long the last messages are held, and how it began', () => {
  const messages = Array.from({ length: 2_500 }, (_, index) => stateMessage(index + 3))
  const grown = growDetail(detail, { now: 0, messages })
  expect(grown.messages).toHaveLength(2_000)
  expect(grown.messages[0]).toBe(begins)
  expect(grown.messages.at(-1)?.seq).toBe(2_502)
  expect(grown.forgotten).toBe(502)
  expect(grown.taken).toEqual({ [edgeId(transition)]: 2_501 })
})

test('of a session that starts many others the last ones are held', () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => ({
    ...other,
    key: `child:${index}`,
    parent: row.key,
  }))
  const grown = growDetail(detail, { now: 0, rows })
  expect(grown.children).toHaveLength(1_000)
  expect(grown.children.at(-1)).toBe('child:2499')
})

test('what is stored is what was told last', () => {
  // Nobody looks into it here.
  const stored = { store: 'retries.db' } as NonNullable<SessionDetail['stored']>
  expect(growDetail(detail, { now: 0, stored })).toEqual({ ...detail, stored })
})

test('of a session that is only now told of all messages are new, and states that nothing led to count nothing', () => {
  const ledByNothing = { ...stateMessage(1), taken: undefined } as unknown as Message
  const messages = [ledByNothing, stateMessage(2), ends]
  const grown = growDetail({ ...detail, messages: [], taken: {} }, { now: 0, messages })
  expect(grown.messages).toEqual(messages)
  expect(grown.taken).toEqual({ [edgeId(transition)]: 1 })
})
