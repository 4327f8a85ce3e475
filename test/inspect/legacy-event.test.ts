import { expect, test } from 'vitest'

import { toLegacyEvent, toLegacyEventType } from '../../src/inspect/legacy-event.ts'

test.each([
  ['xstate.init', 'xstate.init'],
  ['WAKE', 'WAKE'],
  ['xstate.done.actor.attempt', 'done.invoke.attempt'],
  ['xstate.done.actor.0.retry.a', 'done.invoke.0.retry.a'],
  ['xstate.error.actor.attempt', 'error.platform.attempt'],
  ['xstate.done.state.retry.a', 'done.state.retry.a'],
  ['xstate.after.1000.retry.a', 'xstate.after(1000)#retry.a'],
  ['xstate.after.0.5.retry.a', 'xstate.after(0.5)#retry.a'],
  ['xstate.after.slow.retry.a', 'xstate.after(slow)#retry.a'],
  ['not.xstate.done.actor.attempt', 'not.xstate.done.actor.attempt'],
])('%s is %s in XState 4', (type, legacy) => {
  expect(toLegacyEventType(type)).toBe(legacy)
})

test.each([
  [
    'keeps what it carries',
    { type: 'ABORT', reason: 'no longer needed' },
    { name: 'ABORT', data: { type: 'ABORT', reason: 'no longer needed' } },
  ],
  [
    "has an actor's value as data, and the actor as origin",
    { type: 'xstate.done.actor.attempt', output: 7, actorId: 'attempt' },
    { name: 'done.invoke.attempt', data: { type: 'done.invoke.attempt', data: 7 }, origin: 'attempt' },
  ],
  [
    "has an actor's null as data",
    { type: 'xstate.done.actor.attempt', output: null, actorId: 'attempt' },
    { name: 'done.invoke.attempt', data: { type: 'done.invoke.attempt', data: null }, origin: 'attempt' },
  ],
  [
    "has an actor's error as data",
    { type: 'xstate.error.actor.attempt', error: { message: 'down' }, actorId: 'attempt' },
    {
      name: 'error.platform.attempt',
      data: { type: 'error.platform.attempt', data: { message: 'down' } },
      origin: 'attempt',
    },
  ],
])('an event %s', (_title, event, legacy) => {
  expect(toLegacyEvent(event)).toEqual({ $$type: 'scxml', type: 'external', ...legacy })
})
