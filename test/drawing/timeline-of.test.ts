import { describe, expect, test } from 'vitest'

import { timelineOf } from '../../src/drawing.ts'
import { began, end, event, messagesOf, state, step } from './support/messages.ts'

const error = {
  name: 'TypeError',
  message: 'fetch failed\nat once',
  cause: { name: 'Error', message: 'read ECONNRESET' },
}
const first = { attemptNumber: 1, upcomingSleep: 0 }
const sleeping = { attemptNumber: 1, upcomingSleep: 100 }

test('it says whether it begins where the session does', () => {
  const whole = messagesOf(began(1000), state(1000, 'a'), state(1001, 'b'))
  expect(timelineOf(whole, 1002)).not.toHaveProperty('hasGap')
  expect(timelineOf(whole.slice(1), 1002)).toMatchObject({ from: 1000, hasGap: true })
  expect(timelineOf([], 1002)).not.toHaveProperty('hasGap')
})

describe('of a retry session', () => {
  const begun = [
    began(1000),
    state(1000, { attempting: 'before' }, { context: first }),
    step(1001, 'before', 0.5),
    state(1001, { attempting: 'running' }, { context: first }),
    step(1051, 'attempt', 50.25, 'failed'),
    event(1051, 'xstate.error.actor.attempt', { error }),
    state(1051, { evaluating: 'asking' }, { context: first }),
    state(1052, { sleeping: 'resting' }, { context: sleeping }),
  ]

  test('attempts, sleeps and hooks are told, with what they took', () => {
    const timeline = timelineOf(
      messagesOf(
        ...begun,
        event(1100, 'WAKE', {}, 'ada'),
        step(1100, 'sleep', 48, 'cut'),
        state(1100, { attempting: 'running' }, { context: { attemptNumber: 2 } }),
        step(1130, 'attempt', 30),
        state(1130, 'done', { context: { attemptNumber: 2 }, status: 'done' }),
        end(1131, 'done'),
      ),
      9999,
    )
    expect(timeline).toStrictEqual({
      from: 1000,
      to: 1131,
      isOver: true,
      bars: [
        {
          kind: 'hook',
          label: 'before',
          from: 1000.5,
          to: 1001,
          isOpen: false,
          outcome: 'done',
          attempt: 1,
          index: 2,
        },
        {
          kind: 'attempt',
          label: 'attempt 1',
          from: 1000.75,
          to: 1051,
          isOpen: false,
          outcome: 'failed',
          attempt: 1,
          error: 'TypeError: fetch failed, caused by Error: read ECONNRESET',
          index: 4,
        },
        {
          kind: 'sleep',
          label: 'sleep',
          from: 1052,
          to: 1100,
          isOpen: false,
          outcome: 'cut',
          attempt: 1,
          planned: 1152,
          index: 9,
        },
        {
          kind: 'attempt',
          label: 'attempt 2',
          from: 1100,
          to: 1130,
          isOpen: false,
          outcome: 'done',
          attempt: 2,
          index: 11,
        },
      ],
      marks: [
        { at: 1100, label: 'WAKE by ada', index: 8 },
        { at: 1131, label: 'done', index: 13 },
      ],
    })
  })

  test('what goes on lasts until now', () => {
    const open = (count: number) =>
      timelineOf(messagesOf(...begun.slice(0, count)), 1090).bars.find((bar) => bar.isOpen)
    expect(open(8)).toStrictEqual({
      kind: 'sleep',
      label: 'sleep',
      from: 1052,
      to: 1090,
      isOpen: true,
      attempt: 1,
      planned: 1152,
      index: 7,
    })
    expect(open(4)).toMatchObject({ kind: 'attempt', label: 'attempt 1', from: 1001, to: 1090 })
    expect(open(7)).toMatchObject({ kind: 'hook', label: 'evaluating.asking', from: 1051 })
  })

  test('a clock that is behind the messages is not believed', () => {
    expect(timelineOf(messagesOf(...begun), 5).bars.at(-1)).toMatchObject({ isOpen: true, to: 1052 })
  })

  test('a sleep that goes on can be seen to its end, if that is not further than what has been', () => {
    expect(timelineOf(messagesOf(...begun), 1090)).toMatchObject({ from: 1000, to: 1152 })
    expect(timelineOf(messagesOf(...begun), 1060)).toMatchObject({ from: 1000, to: 1120 })
    expect(timelineOf(messagesOf(...begun), 1200)).toMatchObject({ to: 1200 })
  })

  test('it begins with what is held, not with a beginning after which much is forgotten', () => {
    expect(timelineOf(messagesOf(began(1000), ...begun.slice(6)), 9000)).toMatchObject({ from: 1051 })
    expect(timelineOf(messagesOf(began(1000)), 9000)).toMatchObject({ from: 1000, to: 9000 })
  })

  test('older messages may be missing, and what is known of a step with them', () => {
    const { from, bars } = timelineOf(
      messagesOf(
        step(2000, 'sleep', 500),
        state(2000, { attempting: 'running' }, { context: { attemptNumber: 7 } }),
        step(2010, 'attempt', 10, 'failed'),
        state(2010, { evaluating: 'asking' }, { context: { attemptNumber: 7 } }),
        step(2010, 'stop', 1, 'failed'),
        event(2010, 'xstate.error.actor.stop', { error: 'no' }),
        step(2011, 'wait', 1, 'failed'),
        event(2011, 'xstate.error.actor.wait'),
        step(2011, 'after', 1, 'failed'),
        event(2012, 'xstate.error.actor.after', { error: { code: 7 } }),
        state(2012, { sleeping: 'resting' }, { context: { attemptNumber: 7 } }),
      ),
      2020,
    )
    expect(from).toBe(1500)
    expect(bars[0]).toStrictEqual({
      kind: 'sleep',
      label: 'sleep',
      from: 1500,
      to: 2000,
      isOpen: false,
      outcome: 'done',
      index: 0,
    })
    expect(bars.map((bar) => bar.error)).toEqual([
      undefined,
      undefined,
      '"no"',
      undefined,
      '{"code":7}',
      undefined,
    ])
    expect(bars.at(-1)).not.toHaveProperty('planned')
  })
})

describe('of any other session', () => {
  test('its states are told, and what it invoked', () => {
    const messages = messagesOf(
      began(0),
      state(0, 'idle'),
      event(10, 'GO'),
      state(10, { busy: { a: 'x', b: 'y' } }),
      step(15, 'load', 5),
      event(15, 'xstate.done.actor.load'),
      state(20, 'idle'),
    )
    const bars = [
      { kind: 'state', label: 'idle', from: 0, to: 10, isOpen: false, index: 3 },
      { kind: 'hook', label: 'load', from: 10, to: 15, isOpen: false, outcome: 'done', index: 4 },
      { kind: 'state', label: 'busy.a.x, busy.b.y', from: 10, to: 20, isOpen: false, index: 6 },
    ]
    expect(timelineOf(messages, 50)).toMatchObject({
      isOver: false,
      bars: [...bars, { kind: 'state', label: 'idle', from: 20, to: 50, isOpen: true, index: 6 }],
      marks: [{ at: 10, label: 'GO', index: 2 }],
    })
    expect(timelineOf([...messages, end(30, 'stopped')(8)], 50)).toMatchObject({
      to: 30,
      bars: [...bars, { kind: 'state', label: 'idle', from: 20, to: 30, isOpen: false, index: 7 }],
    })
  })

  test('without messages there is nothing to tell', () => {
    expect(timelineOf([], 7)).toStrictEqual({ from: 7, to: 7, bars: [], marks: [], isOver: false })
    expect(timelineOf([end(9, 'failed')(1)], 20)).toMatchObject({ from: 9, to: 9, bars: [], isOver: true })
  })
})
