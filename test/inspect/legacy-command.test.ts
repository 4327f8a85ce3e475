import { expect, test } from 'vitest'

import { readLegacyCommand } from '../../src/inspect/legacy-command.ts'

const wake = { type: 'WAKE' }
const send = (fields: object) => JSON.stringify({ type: 'xstate.event', ...fields })
const wrap = (data: unknown, origin?: unknown) =>
  JSON.stringify({ name: 'WAKE', data, $$type: 'scxml', type: 'external', origin })

test('a receiver asks to be told', () => {
  expect(readLegacyCommand('{"type":"xstate.inspecting"}')).toEqual({ type: 'inspect' })
})

test.each([
  ['for a service', send({ event: JSON.stringify(wake), service: 'x:1' }), ['x:1']],
  ['for a session', send({ event: JSON.stringify(wake), sessionId: 'x:1' }), ['x:1']],
  ['wrapped, for its origin', send({ event: wrap(wake, 'x:1') }), ['x:1']],
  ['wrapped, for a service', send({ event: wrap(wake), service: 'x:1' }), ['x:1']],
  [
    'for several',
    send({ event: wrap(wake, 'x:1'), service: 'x:2', sessionId: 'x:3' }),
    ['x:1', 'x:2', 'x:3'],
  ],
  ['for nobody', send({ event: wrap(wake, 7), service: null, sessionId: {} }), []],
  [
    'as a service event',
    JSON.stringify({ type: 'service.event', event: '{"type":"WAKE"}', sessionId: 'x:1' }),
    ['x:1'],
  ],
])('a receiver sends an event %s', (_title, text, sessionIds) => {
  expect(readLegacyCommand(text)).toEqual({ type: 'event', sessionIds, event: wake })
})

test('an event keeps what it carries', () => {
  const event = { type: 'ABORT', reason: { code: 7 } }
  expect(readLegacyCommand(send({ event: JSON.stringify(event) }))).toMatchObject({ event })
})

test.each([
  ['no text', undefined],
  ['bytes', new Uint8Array(8)],
  ['an empty text', ''],
  ['no JSON', '{"type":'],
  ['null', 'null'],
  ['a number', '7'],
  ['a list', '[{"type":"xstate.inspecting"}]'],
  ['no type', '{}'],
  ['a type that is no string', '{"type":7}'],
  ['another type', '{"type":"xstate.other"}'],
  ['an event that is no text', send({ event: wake })],
  ['an event that is no JSON', send({ event: 'WAKE' })],
  ['an event that is no object', send({ event: '"WAKE"' })],
  ['an event without a type', send({ event: '{}' })],
  ['an event with an empty type', send({ event: '{"type":""}' })],
  ['an event whose type is no string', send({ event: '{"type":7}' })],
  ['a wrapped event without data', send({ event: wrap(undefined) })],
  ['the end of an actor', send({ event: '{"type":"xstate.done.actor.attempt"}' })],
  ['the end of an actor, named as XState 4 does', send({ event: '{"type":"done.invoke.attempt"}' })],
  ['the failure of an actor', send({ event: '{"type":"error.platform.attempt"}' })],
  ['the end of a state', send({ event: '{"type":"done.state.retry"}' })],
  ['a text of a megabyte', send({ event: JSON.stringify({ ...wake, text: 'x'.repeat(1_000_000) }) })],
  ['a deep text', '['.repeat(60_000)],
])('%s is no command', (_title, text) => {
  expect(readLegacyCommand(text)).toBeUndefined()
})

test('an event with a hostile key leaves prototypes alone', () => {
  const event = '{"type":"ABORT","__proto__":{"polluted":true}}'
  expect(readLegacyCommand(send({ event }))).toMatchObject({ type: 'event' })
  expect({}).not.toHaveProperty('polluted')
})
