import { runWithRetry, startRetry } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { gists } from './support/gist.ts'
import { ofType } from './support/of-type.ts'

const fail = () => Promise.reject(new Error('down'))
const hang = () => new Promise<never>(() => {})

describe('the sessions', () => {
  test('are listed, oldest first, with what is known of them', async () => {
    const clock = createVirtualClock()
    const { inspect, sessions } = createInspector({ clock })
    await runWithRetry({ name: 'a' }, () => 1, { inspect })
    clock.advance(5)
    const session = startRetry({ name: 'b', clock, wait: () => 10 }, fail, { inspect, id: 'b-1' })
    await quiet()
    const [a, b] = sessions()
    expect(a).toMatchObject({ name: 'a', status: 'done', value: 'done', forgotten: 0, attemptNumber: 1 })
    expect(Number(a?.endedAt) - Number(a?.startedAt)).toBe(0)
    expect(b).toMatchObject({ name: 'b', key: 'b-1', status: 'active', value: { sleeping: 'resting' } })
    expect(Number(b?.startedAt) - Number(a?.startedAt)).toBe(5)
    expect(b).not.toHaveProperty('endedAt')
    session.abort()
  })

  test('are forgotten beyond the limit: the oldest that has ended, before any that lives', async () => {
    const { inspect, sessions, send } = createInspector({ sessions: 2 })
    const live = startRetry({ name: 'live' }, hang, { inspect })
    for (const name of ['a', 'b', 'c']) await runWithRetry({ name }, () => 1, { inspect })
    expect(sessions().map(({ name }) => name)).toStrictEqual(['live', 'c'])
    const others = ['d', 'e'].map((name) => startRetry({ name }, hang, { inspect }))
    expect(sessions().map(({ name }) => name)).toStrictEqual(['d', 'e'])
    expect(send('live', { type: 'ABORT' })).toBe(false)
    for (const session of [live, ...others]) session.abort()
    await quiet()
    expect(sessions().map(({ name, status }) => [name, status])).toStrictEqual([
      ['d', 'failed'],
      ['e', 'failed'],
    ])
  })

  test('keep their last messages, and how they began', async () => {
    const { inspect, messages, sessions } = createInspector({ events: 3 })
    await runWithRetry({ name: 'load' }, () => 1, { inspect })
    expect(gists(messages())).toStrictEqual([
      'definition retry',
      'session load',
      'guard attemptFailed false',
      'state done',
      'end done',
    ])
    expect(sessions()[0]?.forgotten).toBeGreaterThan(5)
  })

  test('whose sanitiser leaves out the context have no attempt number', async () => {
    const { inspect, sessions } = createInspector({ sanitize: () => undefined })
    await runWithRetry({ name: 'load' }, () => 1, { inspect })
    expect(sessions()[0]).not.toHaveProperty('attemptNumber')
  })
})

describe('an event that is sent to a session', () => {
  test('wakes or aborts it', async () => {
    const clock = createVirtualClock()
    const { inspect, sessions, send } = createInspector()
    const session = startRetry({ clock, wait: () => 1000 }, fail, { inspect })
    await quiet()
    const sessionId = String(sessions()[0]?.sessionId)
    expect(send(sessionId, { type: 'WAKE' })).toBe(true)
    await quiet()
    expect(sessions()[0]?.attemptNumber).toBe(2)
    expect(send(sessionId, { type: 'ABORT', reason: 'enough' } as { type: string })).toBe(true)
    expect(await rejection(session.result)).toBe('enough')
  })

  test('does nothing where it means nothing, or nobody is there', async () => {
    const { inspect, sessions, send } = createInspector()
    const session = startRetry({}, hang, { inspect })
    await quiet()
    const sessionId = String(sessions()[0]?.sessionId)
    expect(send(sessionId, { type: 'WAKE' })).toBe(false)
    expect(send('nobody', { type: 'ABORT' })).toBe(false)
    session.abort()
    await rejection(session.result)
    expect(send(sessionId, { type: 'ABORT' })).toBe(false)
  })

  test.each([undefined, null, 'WAKE', {}, { type: '' }, { type: 1 }])('is not %o', (event) => {
    expect(() => createInspector().send('x', event as never)).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining('event must be') }),
    )
  })

  test.each(['xstate.stop', 'xstate.done.actor.attempt'])('is none of XState’s own: %s', (type) => {
    expect(() => createInspector().send('x', { type })).toThrow('event must be one that is sent from outside')
  })
})

describe('nothing that an inspector does changes a session:', () => {
  test('a sanitiser that throws', async () => {
    const { inspect, messages } = createInspector({
      sanitize: () => {
        throw new Error('sanitiser')
      },
    })
    expect(await runWithRetry({ name: 'load' }, () => 'a value', { inspect })).toBe('a value')
    expect(JSON.stringify(messages())).not.toContain('a value')
    expect(ofType(messages(), 'end')[0]).toMatchObject({ output: '[redacted]' })
  })

  test('an event that it cannot follow, which it counts', () => {
    const inspector = createInspector()
    inspector.inspect({ type: '@xstate.event', event: { type: 'xstate.init' } } as never)
    expect(inspector.dropped).toBe(1)
  })

  test('a clock that throws', async () => {
    const clock = {
      ...createVirtualClock(),
      now: () => {
        throw new Error('clock')
      },
    }
    const inspector = createInspector({ clock })
    const unhandled = await unhandledDuring(async () => {
      expect(await runWithRetry({}, () => 'ok', { inspect: inspector.inspect })).toBe('ok')
    })
    expect(unhandled).toStrictEqual([])
    expect(inspector.dropped).toBeGreaterThan(0)
  })
})

test('actors that are no sessions are not heeded', async () => {
  const { inspect, messages } = createInspector()
  const machine = createMachine({ initial: 'a', states: { a: { on: { GO: 'b' } }, b: { type: 'final' } } })
  const actor = createActor(machine, { inspect }).start()
  actor.send({ type: 'GO' })
  expect(messages()).toStrictEqual([])
})

test.each([
  ['sessions', 0, RangeError],
  ['sessions', 1.5, RangeError],
  ['events', '9', TypeError],
  ['buffer', Number.NaN, RangeError],
  ['sanitize', {}, TypeError],
  ['clock', Date, TypeError],
  ['sink', () => {}, TypeError],
])('the option %s is not %o', (option, value, type) => {
  expect(() => createInspector({ [option]: value })).toThrow(
    expect.objectContaining({ name: type.name, message: expect.stringContaining(option) }),
  )
})
