import { retry, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import { attach, createInspector } from 'holdfast/inspect'
import type { InspectorMessage } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { gists } from './support/gist.ts'
import { ofType } from './support/of-type.ts'

const fail = () => Promise.reject(new Error('down'))
const hang = () => new Promise<never>(() => {})

describe('the messages of a session', () => {
  test('tell of all that happens, in order', async () => {
    const { inspect, messages } = createInspector()
    const options = { name: 'load', stop: stopAfterAttempt(2) }
    await rejection(runWithRetry(options, fail, { inspect }))
    const attempt = [
      'event xstate.init',
      'state attempting.before',
      'step before done',
      'event xstate.done.actor.before',
      'state attempting.running',
      'step attempt failed',
      'event xstate.error.actor.attempt',
      'state evaluating.asking',
      'step retry done',
      'event xstate.done.actor.retry',
      'guard shouldRetry true',
      'state evaluating.after',
      'step after done',
      'event xstate.done.actor.after',
      'state evaluating.timing',
      'step wait done',
      'event xstate.done.actor.wait',
      'state evaluating.stopping',
      'step stop done',
      'event xstate.done.actor.stop',
    ]
    expect(gists(messages())).toStrictEqual([
      'definition retry',
      'session load',
      ...attempt,
      'guard shouldStop false',
      'state sleeping.beforeSleep',
      'step beforeSleep done',
      'event xstate.done.actor.beforeSleep',
      'state sleeping.resting',
      'step sleep done',
      'event xstate.done.actor.sleep',
      ...attempt.slice(1),
      'guard shouldStop true',
      'state evaluating.givingUp',
      'step giveUp failed',
      'event xstate.error.actor.giveUp',
      'state failed',
      'step fail failed',
      'event xstate.error.actor.fail',
      'state failed',
      'end failed',
    ])
  })

  test('are numbered, timed and plain JSON', async () => {
    const clock = createVirtualClock()
    const { inspect, messages } = createInspector({ clock })
    await runWithRetry({}, () => 1, { inspect })
    expect(messages().map(({ seq }) => seq)).toStrictEqual(messages().map((_, index) => index + 1))
    expect(new Set(messages().map(({ at }) => at))).toStrictEqual(new Set([clock.now()]))
    expect(JSON.parse(JSON.stringify(messages()))).toStrictEqual(messages())
  })

  test('can be asked for from a number on', async () => {
    const { inspect, messages } = createInspector()
    await runWithRetry({}, () => 1, { inspect })
    const [, , third] = messages()
    expect(messages({ after: 3 })[0]?.seq).toBe(Number(third?.seq) + 1)
    expect(messages({ after: messages().length })).toStrictEqual([])
    const parts: unknown[] = []
    for (
      let part = messages({ most: 5 });
      part.length > 0;
      part = messages({ after: part.at(-1)?.seq ?? 0, most: 5 })
    ) {
      expect(part.length).toBeLessThanOrEqual(5)
      parts.push(...part)
    }
    expect(parts).toStrictEqual(messages())
  })

  test('name the session’s own id, and its machine’s definition', async () => {
    const { inspect, messages } = createInspector()
    await runWithRetry({ name: 'pay', id: 'payment', version: '3' }, () => 1, { inspect, id: 'invoice-42' })
    expect(messages()[0]).toMatchObject({
      type: 'definition',
      definitionId: expect.stringMatching(/^payment@3-\w+$/),
      definition: { id: 'payment', version: '3', states: { attempting: { key: 'attempting' } } },
    })
    expect(messages()[1]).toMatchObject({ type: 'session', name: 'pay', key: 'invoice-42' })
  })

  test('name the id of a session that is stored', async () => {
    const { inspect, messages } = createInspector()
    await runWithRetry({ name: 'pay' }, () => 1, { inspect, id: 'invoice-42', store: createMemoryStore() })
    expect(messages()[1]).toMatchObject({ type: 'session', name: 'pay', key: 'invoice-42' })
  })

  test('name what it was given: the arguments of a call, or the input of another machine', async () => {
    const { inspect, messages } = createInspector({ machines: 'all' })
    const detach = attach({ inspect })
    await retry(async (_id: number, _options: object) => 'ok')(7, { token: 'abc', page: 2 })
    await retry(async () => 'ok')()
    await runWithRetry({}, async () => 'ok')
    detach()
    const machine = createMachine({ id: 'order', initial: 'end', states: { end: { type: 'final' } } })
    createActor(machine, { inspect, input: { order: 7, password: 'abc' } }).start()
    createActor(machine, { inspect }).start()
    expect(ofType(messages(), 'session').map(({ input }) => input)).toStrictEqual([
      [7, { token: '[redacted]', page: 2 }],
      undefined,
      undefined,
      { order: 7, password: '[redacted]' },
      undefined,
    ])
  })

  test('name no more of that than can be held for long', async () => {
    const { inspect, messages } = createInspector()
    const detach = attach({ inspect })
    const parts = Array.from({ length: 20 }, () => 'x'.repeat(3000))
    await retry(async (..._parts: readonly unknown[]) => 'ok')(...parts)
    await retry(async (..._numbers: readonly unknown[]) => 'ok')(...Array(6).fill(Array(100).fill(1)))
    detach()
    const sizes = ofType(messages(), 'session').map(({ input }) => JSON.stringify(input).length)
    expect(sizes).toStrictEqual([10_000 + 20 * 3 + 16 + 1, expect.any(Number)])
    expect(sizes[1]).toBeLessThan(1500)
  })

  test('say what guards read: name, parameters, verdict, place', async () => {
    const { inspect, messages } = createInspector()
    await rejection(runWithRetry({ stop: stopAfterAttempt(1) }, fail, { inspect }))
    expect(
      ofType(messages(), 'guard').map(({ guard, verdict, state }) => ({ guard, verdict, state })),
    ).toEqual([
      {
        guard: { type: 'shouldRetry', params: { by: 'retryIfExceptionType()' } },
        verdict: true,
        state: 'evaluating.asking',
      },
      {
        guard: { type: 'shouldStop', params: { by: 'stopAfterAttempt(1)' } },
        verdict: true,
        state: 'evaluating.stopping',
      },
    ])
  })

  test('tell an error in full with its event and the end, and in brief in contexts', async () => {
    const { inspect, messages } = createInspector()
    await rejection(runWithRetry({ stop: stopAfterAttempt(1) }, fail, { inspect }))
    const event = ofType(messages(), 'event').find(({ event: { type } }) =>
      type.endsWith('error.actor.attempt'),
    )
    expect(event?.event['error']).toMatchObject({ message: 'down', stack: expect.any(String) })
    expect(ofType(messages(), 'state').at(-1)?.context).toMatchObject({
      result: { name: 'Error', message: 'down' },
    })
    expect(
      ofType(messages(), 'state').every(({ context }) => !JSON.stringify(context).includes('stack')),
    ).toBe(true)
    expect(ofType(messages(), 'end')[0]?.error).toMatchObject({
      name: 'RetryError',
      code: 'HOLDFAST_RETRY_EXHAUSTED',
      stack: expect.any(String),
      cause: { name: 'Error', message: 'down' },
    })
  })

  test('of a session that was stopped say so', async () => {
    const { inspect, messages } = createInspector()
    const session = startRetry({}, hang, { inspect })
    await quiet()
    session.actor.stop()
    expect(gists(messages(), 'step', 'end')).toStrictEqual([
      'step before done',
      'step attempt cut',
      'end stopped',
    ])
  })

  test('do not repeat a state that an event did not change', async () => {
    const { inspect, messages } = createInspector()
    const session = startRetry({}, hang, { inspect })
    await quiet()
    session.actor.send({ type: 'WAKE' })
    expect(gists(messages()).slice(-2)).toStrictEqual(['state attempting.running', 'event WAKE'])
    session.abort()
  })
})

describe('steps', () => {
  const stepsOf = (messages: readonly InspectorMessage[]) =>
    ofType(messages, 'step').map(({ step, took, outcome }) => [step, took, outcome])

  test('say how long they took', async () => {
    const clock = createVirtualClock()
    const { inspect, messages } = createInspector({ clock })
    const taking = (ms: number) => () => new Promise<void>((resolve) => void clock.setTimer(resolve, ms))
    const call = runWithRetry(
      {
        clock,
        before: taking(1),
        after: taking(2),
        beforeSleep: taking(3),
        wait: () => 4,
        stop: stopAfterAttempt(2),
      },
      ({ attemptNumber }) => taking(5)().then(attemptNumber === 1 ? fail : () => 'ok'),
      { inspect },
    )
    for (let tick = 0; tick < 30; tick++) {
      await quiet()
      clock.advance(1)
    }
    await call
    expect(stepsOf(messages())).toStrictEqual([
      ['before', 1, 'done'],
      ['attempt', 5, 'failed'],
      ['retry', 0, 'done'],
      ['after', 2, 'done'],
      ['wait', 0, 'done'],
      ['stop', 0, 'done'],
      ['beforeSleep', 3, 'done'],
      ['sleep', 4, 'done'],
      ['before', 1, 'done'],
      ['attempt', 5, 'done'],
      ['retry', 0, 'done'],
    ])
  })

  test('that were cut say so, with the time until then', async () => {
    const clock = createVirtualClock()
    const { inspect, messages } = createInspector({ clock })
    const session = startRetry({ clock, wait: () => 1000 }, fail, { inspect })
    await quiet()
    clock.advance(300)
    session.wake()
    await quiet()
    clock.advance(200)
    session.abort(new Error('enough'))
    await rejection(session.result)
    expect(stepsOf(messages()).filter(([step]) => step === 'sleep' || step === 'fail')).toStrictEqual([
      ['sleep', 300, 'cut'],
      ['sleep', 200, 'cut'],
      ['fail', 0, 'failed'],
    ])
  })
})

test('the type of an event is its own, whatever a sanitiser makes of it', async () => {
  const { inspect, messages } = createInspector({
    sanitize: (value, path) => (path.length === 1 ? 'hidden' : value),
  })
  await runWithRetry({}, () => 1, { inspect })
  expect(ofType(messages(), 'event').map(({ event }) => event.type)).toContain('xstate.init')
})
