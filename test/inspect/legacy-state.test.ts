import { expect, test } from 'vitest'

import { toLegacyState } from '../../src/inspect/legacy-state.ts'
import type { StateMessage } from '../../src/inspect/message.ts'

const definition = {
  id: 'm',
  tags: ['root'],
  states: {
    a: {
      id: 'm.a',
      tags: ['outer'],
      states: { b: { id: 'm.a.b', tags: ['inner', 'outer'] }, c: { id: 'm.a.c' } },
    },
    d: {
      id: 'm.d',
      type: 'parallel',
      states: { left: { id: 'l', tags: ['left'] }, right: { id: 'r', tags: ['right'] } },
    },
  },
}

const message: StateMessage = {
  seq: 3,
  at: 1000,
  type: 'state',
  sessionId: 'x:1',
  value: { a: 'b' },
  status: 'active',
  context: { n: 1 },
  eventType: 'GO',
}

const write = (fields: Partial<StateMessage> = {}) =>
  toLegacyState({ ...message, ...fields }, { type: 'GO', to: 'b' }, definition)

test('a state holds what XState 4 needs to make one', () => {
  expect(write()).toEqual({
    value: { a: 'b' },
    context: { n: 1 },
    _event: { name: 'GO', data: { type: 'GO', to: 'b' }, $$type: 'scxml', type: 'external' },
    event: { type: 'GO', to: 'b' },
    _sessionid: 'x:1',
    tags: ['root', 'outer', 'inner'],
    done: false,
    changed: true,
    actions: [],
    activities: {},
    children: {},
    events: [],
    transitions: [],
    meta: {},
    configuration: [],
  })
})

test.each([
  ['active', false],
  ['error', false],
  ['stopped', false],
  ['done', true],
])('a session that is %s: done is %s', (status, done) => {
  expect(write({ status }).done).toBe(done)
})

test.each([
  ['a', ['root', 'outer']],
  [{ a: 'b' }, ['root', 'outer', 'inner']],
  [{ a: { b: {} } }, ['root', 'outer', 'inner']],
  [{ d: { left: {}, right: {} } }, ['root', 'left', 'right']],
  ['gone', ['root']],
  [{ a: 'gone' }, ['root', 'outer']],
  [undefined, ['root']],
  [null, ['root']],
  [{}, ['root']],
])('%j has the tags of all states in it', (value, tags) => {
  expect(write({ value }).tags).toEqual(tags)
})
