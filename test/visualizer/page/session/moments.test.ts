import type { InspectorMessage } from 'holdfast/inspect'
import { expect, test } from 'vitest'

import { indexAfter, indexOfMoment, momentOf } from '../../../../visualizer/src/session/moment/moments.ts'
import { failedSession } from './support/recorded-details.ts'

const { messages } = (await failedSession()).detail

const at = (index: number): InspectorMessage => {
  const message = messages[index]
  if (message === undefined) throw new Error(`there is no message ${index}`)
  return message
}

test('a moment is found again by what the address keeps of it', () => {
  for (const index of [0, 1, 17, messages.length - 1])
    expect(indexOfMoment(messages, momentOf(at(index)))).toBe(index)
})

test('a moment that is no longer held is the closest one that is', () => {
  const held = messages.slice(10)
  expect(indexOfMoment(held, momentOf(at(3)))).toBe(0)
  const gap = [...messages.slice(0, 5), ...messages.slice(20)]
  expect(indexOfMoment(gap, momentOf(at(12)))).toBe(4)
  expect(indexOfMoment(messages, '99999')).toBe(messages.length - 1)
})

test.each([undefined, '', 'soon', '-1', '1e3', '9'.repeat(30)])(
  '%o is no moment: the session as it is',
  (moment) => {
    expect(indexOfMoment(messages, moment)).toBeUndefined()
  },
)

test('a session without messages has no moments', () => {
  expect(indexOfMoment([], '1')).toBeUndefined()
})

test('steps go no further than there are messages', () => {
  const last = messages.length - 1
  expect(indexAfter(messages, 5, 'next')).toBe(6)
  expect(indexAfter(messages, last, 'next')).toBe(last)
  expect(indexAfter(messages, 5, 'previous')).toBe(4)
  expect(indexAfter(messages, 0, 'previous')).toBe(0)
  expect(indexAfter(messages, 5, 'first')).toBe(0)
  expect(indexAfter(messages, 5, 'last')).toBe(last)
})

test('one can go from attempt to attempt', () => {
  const ends: number[] = []
  for (let index = indexAfter(messages, 0, 'nextAttempt'); index < messages.length - 1;) {
    ends.push(index)
    index = indexAfter(messages, index, 'nextAttempt')
  }
  expect(ends).toHaveLength(5)
  for (const index of ends) expect(at(index)).toMatchObject({ event: { type: 'xstate.error.actor.attempt' } })
  expect(indexAfter(messages, ends[2]!, 'previousAttempt')).toBe(ends[1])
  expect(indexAfter(messages, ends[0]!, 'previousAttempt')).toBe(0)
})
