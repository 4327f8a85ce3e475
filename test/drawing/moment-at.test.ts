import { expect, test } from 'vitest'

import { edgeId, momentAt } from '../../src/drawing.ts'
import { began, end, event, guard, messagesOf, state, step, went } from './support/messages.ts'

const there = went('m.a', 'GO')
const back = went('m.b', 'BACK', 1)

const messages = messagesOf(
  began(1),
  event(2, 'xstate.init'),
  state(3, 'a'),
  step(4, 'load', 1),
  event(5, 'GO'),
  guard(5, 'isReady', true),
  state(6, { b: { one: 'x', two: 'y' } }, { taken: [there], context: { n: 1 } }),
  guard(7, 'isLate', false),
  event(8, 'BACK'),
  state(9, 'a', { taken: [back, there], status: 'done' }),
  end(10, 'done'),
)

test('the moment is that of the last message', () => {
  expect(momentAt(messages)).toMatchObject({
    at: 10,
    value: 'a',
    status: 'done',
    activeStates: ['a'],
    taken: { [edgeId(there)]: 2, [edgeId(back)]: 1 },
    last: [edgeId(back), edgeId(there)],
    guards: [{ guard: { type: 'isLate' } }],
    event: { event: { type: 'BACK' } },
    steps: [],
  })
})

test('or that of any other', () => {
  expect(momentAt(messages, { index: 7 })).toMatchObject({
    at: 7,
    status: 'active',
    context: { n: 1 },
    activeStates: ['b', 'b.one', 'b.one.x', 'b.two', 'b.two.y'],
    taken: { [edgeId(there)]: 1 },
    last: [edgeId(there)],
    guards: [{ guard: { type: 'isReady' } }, { guard: { type: 'isLate' } }],
    event: { event: { type: 'GO' } },
    steps: [{ step: 'load' }],
  })
})

test('totals count what happened in messages that are missing', () => {
  const taken = { [edgeId(there)]: 12, [edgeId(back)]: 1, other: 3 }
  expect(momentAt(messages, { taken }).taken).toStrictEqual(taken)
  expect(momentAt(messages, { taken, index: 7 }).taken).toStrictEqual({
    [edgeId(there)]: 11,
    [edgeId(back)]: 0,
    other: 3,
  })
})

test('the last transitions are those before, where the last event took none and left the state as it was', () => {
  const gone = messagesOf(
    began(1),
    state(2, 'a'),
    state(3, 'b', { taken: [there] }),
    event(4, 'xstate.error.actor.fail'),
    state(5, 'b', { status: 'error' }),
    state(6, 'b', { status: 'error', taken: [] }),
    end(7, 'failed'),
  )
  expect(momentAt(gone).last).toEqual([edgeId(there)])
  expect(momentAt(gone, { index: 1 }).last).toEqual([])
  // Which way led elsewhere nobody has told.
  expect(momentAt([...gone.slice(0, 3), ...messagesOf(state(8, 'c'))]).last).toEqual([])
})

test('before the first state there is none', () => {
  const moment = momentAt(messages, { index: 0 })
  expect(moment).toMatchObject({ at: 1, value: undefined, status: 'active', activeStates: [], last: [] })
  expect(moment).not.toHaveProperty('event')
  expect(momentAt([])).toMatchObject({ at: 0, status: 'active', taken: {} })
})
