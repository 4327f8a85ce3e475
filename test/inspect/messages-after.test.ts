import { expect, test } from 'vitest'

import type { ToldMessage } from '../../src/inspect/message.ts'
import { messagesAfter } from '../../src/inspect/messages-after.ts'

const definition = { type: 'definition', seq: 1, at: 0, definitionId: 'd', definition: { id: 'd' } } as const

const held = (sessionId: string, begun: number, ...seqs: readonly number[]) => ({
  session: { type: 'session', seq: begun, at: 0, sessionId, definitionId: 'd', name: 'load' } as const,
  messages: seqs.map((seq): ToldMessage => ({ type: 'end', seq, at: 0, sessionId, status: 'done' })),
})

const sessions = [held('a', 2, 4, 6, 8), held('b', 3, 5, 20, 21, 22), held('c', 23)]

const after = (last: number, most = Infinity) =>
  messagesAfter([definition], sessions, last, most).map(({ seq }) => seq)

test('they come in order, whichever session they are of', () => {
  expect(after(0)).toEqual([1, 2, 3, 4, 5, 6, 8, 20, 21, 22, 23])
  expect(after(4)).toEqual([5, 6, 8, 20, 21, 22, 23])
})

test('of a part there are no more than wanted, and some where there are any', () => {
  expect(after(0, 3)).toEqual([1, 2, 3])
  expect(after(3, 4)).toEqual([4, 5, 6])
  expect(after(6, 1)).toEqual([8])
  expect(after(8, 2)).toEqual([20, 21])
  expect(after(8, 1)).toEqual([20])
  expect(after(22, 5)).toEqual([23])
})

test('after the last there are none', () => {
  expect(after(23)).toEqual([])
  expect(after(23, 10)).toEqual([])
  expect(messagesAfter([], [], 0, 10)).toEqual([])
})

test('read part by part, all of them come once', () => {
  for (const most of [1, 2, 3, 7, 30]) {
    const read: number[] = []
    for (let part = after(0, most); part.length > 0; part = after(read.at(-1)!, most)) {
      expect(part.length).toBeLessThanOrEqual(most)
      read.push(...part)
    }
    expect(read).toEqual(after(0))
  }
})
