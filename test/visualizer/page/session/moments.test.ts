import type { InspectorMessage } from 'holdfast/inspect'
import { expect, test } from 'vitest'

import { momentIn } from '../../../../visualizer/src/session/moment/chart-moment.ts'
import { findMoment, indexAfter, momentOf } from '../../../../visualizer/src/session/moment/moments.ts'
import { phaseAt } from '../../../../visualizer/src/session/moment/phase-at.ts'
import { doorSession, failedSession, sleepingSession } from './support/recorded-details.ts'

const { messages } = (await failedSession()).detail

const at = (index: number): InspectorMessage => {
  const message = messages[index]
  if (message === undefined) throw new Error(`there is no message ${index}`)
  return message
}

test('a moment is found again by what the address keeps of it', () => {
  for (const index of [0, 1, 17, messages.length - 1])
    expect(findMoment(messages, momentOf(at(index)), 0)).toEqual({ index, isHeld: true })
})

test('a moment that is no longer held is the first after it, and said to be so', () => {
  const gap = [...messages.slice(0, 1), ...messages.slice(20)]
  expect(findMoment(gap, momentOf(at(12)), 19)).toEqual({ index: 1, isHeld: false })
  expect(findMoment(gap, momentOf(at(0)), 19)).toEqual({ index: 0, isHeld: true })
  expect(findMoment(gap, momentOf(at(20)), 19)).toEqual({ index: 1, isHeld: true })
  const held = messages.slice(10)
  expect(findMoment(held, momentOf(at(3)), 10)).toEqual({ index: 0, isHeld: false })
  expect(findMoment(messages.slice(0, 1), momentOf(at(3)), 10)).toEqual({ index: 0, isHeld: false })
})

test('numbers between those of its messages are of other sessions: the message before is meant', () => {
  const every = [...messages.slice(0, 5), ...messages.slice(20)]
  expect(findMoment(every, momentOf(at(12)), 0)).toEqual({ index: 4, isHeld: true })
  expect(findMoment(every, momentOf(at(12)), 7)).toEqual({ index: 4, isHeld: true })
  expect(findMoment(messages, '99999', 0)).toEqual({ index: messages.length - 1, isHeld: true })
  expect(findMoment(messages.slice(10), momentOf(at(3)), 0)).toEqual({ index: 0, isHeld: true })
})

test('when a session began it had taken no transition, though what came next is forgotten', () => {
  const taken = { 'retry.attempting started 0': 40 }
  const detail = { messages: [...messages.slice(0, 1), ...messages.slice(20)], taken }
  expect(momentIn(detail, 0)?.taken).toEqual({})
  expect(momentIn(detail, 1)?.taken).toEqual(expect.objectContaining(taken))
})

test.each([undefined, '', 'soon', '-1', '1e3', '9'.repeat(30)])(
  '%o is no moment: the session as it is',
  (moment) => {
    expect(findMoment(messages, moment, 0)).toBeUndefined()
  },
)

test('a session without messages has no moments', () => {
  expect(findMoment([], '1', 0)).toBeUndefined()
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

test('what a session was doing is told in few words, by its state', async () => {
  expect(phaseAt(messages, 0)).toBeUndefined()
  expect(phaseAt(messages, 58)).toBe('attempt 3, running')
  expect(phaseAt(messages, messages.length - 1)).toBe('attempt 5, failed')
  const { messages: slept } = (await sleepingSession()).detail
  expect(phaseAt(slept, slept.length - 1)).toBe('attempt 3, sleeping')
  const { messages: opened } = (await doorSession()).detail
  expect(phaseAt(opened, opened.length - 1)).toBe('open')
})
