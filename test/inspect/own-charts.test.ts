import { retrySetup, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import type { RetryMachine } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { describe, expect, test, vi } from 'vitest'
import { createActor, raise } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { gists } from './support/gist.ts'
import { ofType } from './support/of-type.ts'

const fail = () => Promise.reject(new Error('down'))
const hang = () => new Promise<never>(() => {})

describe('a chart of one’s own', () => {
  /** A chart that begins in a state of its own, which a guard leads out of. */
  function createGated(isOpen: () => boolean) {
    const { chart, extend } = retrySetup({ stop: stopAfterAttempt(2) })
    // The compiler knows the chart's states alone.
    return extend({ guards: { isOpen } }).createMachine({
      ...chart,
      initial: 'gate',
      states: {
        ...chart.states,
        gate: {
          always: [
            { guard: 'isOpen', target: '#attempting' },
            { guard: { type: 'isOpen' }, target: '#failed' },
          ],
          on: { ABORT: { guard: 'isOpen', target: '#failed' } },
        },
      },
    } as never) as unknown as RetryMachine
  }

  test('shows the guards of its first state, also where they say no', async () => {
    const [open, shut] = [createInspector(), createInspector()]
    await runWithRetry(
      createGated(() => true),
      () => 1,
      { inspect: open.inspect },
    )
    expect(gists(open.messages()).slice(1, 5)).toStrictEqual([
      'session <unknown>',
      'guard isOpen true',
      'event xstate.init',
      'state attempting.before',
    ])
    const session = startRetry(
      createGated(() => false),
      () => 1,
      { inspect: shut.inspect },
    )
    expect(gists(shut.messages()).slice(1)).toStrictEqual([
      'session <unknown>',
      'event xstate.init',
      'guard isOpen false',
      'guard isOpen false',
      'state gate',
    ])
    session.actor.stop()
  })

  /** A chart that asks a guard in each sleep, without an event. */
  function createLated(isLate: () => boolean) {
    const { chart, extend } = retrySetup({ wait: () => 1 })
    const { sleeping } = chart.states
    return extend({ guards: { isLate } }).createMachine({
      ...chart,
      states: { ...chart.states, sleeping: { ...sleeping, always: { guard: 'isLate', target: '#failed' } } },
    } as never) as unknown as RetryMachine
  }

  test('shows the guards of transitions that need no event, in each state that has them', async () => {
    let asked = 0
    const machine = createLated(() => asked > 4)
    const { inspect, messages } = createInspector()
    const session = startRetry(machine, fail, { inspect })
    session.subscribe((snapshot) => {
      if (snapshot.matches({ sleeping: 'resting' })) asked = 9
    })
    await rejection(session.result)
    expect(
      gists(messages(), 'guard', 'state').filter((told) => /isLate|sleeping|failed/.test(told)),
    ).toStrictEqual([
      'guard isLate false',
      'state sleeping.beforeSleep',
      'guard isLate false',
      'state sleeping.resting',
      'guard isLate true',
      'state failed',
      'state failed',
    ])
  })

  test('shows one of these that throws', async () => {
    const machine = createLated(() => {
      throw new Error('guard')
    })
    const { inspect, messages } = createInspector()
    expect(await rejection(startRetry(machine, fail, { inspect }).result)).toMatchObject({ message: 'guard' })
    await quiet()
    expect(gists(messages(), 'guard', 'end').slice(-2)).toStrictEqual(['guard isLate threw', 'end failed'])
  })

  test('is asked no guard again: one that does more than read is told as it was', async () => {
    const answers = [false, true]
    const isLate = vi.fn<() => boolean>(() => answers.shift() ?? false)
    const { inspect, messages } = createInspector()
    await rejection(startRetry(createLated(isLate), fail, { inspect }).result)
    expect(isLate).toHaveBeenCalledTimes(2)
    expect(gists(messages(), 'guard').filter((told) => told.includes('isLate'))).toStrictEqual([
      'guard isLate false',
      'guard isLate true',
    ])
  })

  test('shows the guards of events that it sends itself, with parameters that depend on them', async () => {
    const { chart, extend } = retrySetup()
    const within = ({ event }: { event: { at?: number } }) => ({ at: event.at })
    const machine = extend({
      guards: { isNear: (_args, params: { at: number }) => params.at < 5 },
    }).createMachine({
      ...chart,
      initial: 'gate',
      states: {
        ...chart.states,
        gate: {
          entry: [raise({ type: 'CHECK', at: 9 } as never), raise({ type: 'CHECK', at: 3 } as never)],
          on: {
            CHECK: [
              { guard: { type: 'isNear', params: within }, target: 'further' },
              { guard: { type: 'isNear', params: { at: 7 } } },
            ],
          },
        },
        further: { always: { guard: { type: 'isNear', params: { at: 1 } }, target: '#attempting' } },
      },
    } as never) as unknown as RetryMachine
    const { inspect, messages } = createInspector()
    expect(await startRetry(machine, () => 1, { inspect }).result).toBe(1)
    const told = ofType(messages(), 'guard').filter(({ guard }) => guard.type === 'isNear')
    expect(told.map(({ guard, verdict, state }) => [guard.params, verdict, state])).toStrictEqual([
      [{ at: 9 }, false, 'gate'],
      [{ at: 7 }, false, 'gate'],
      [{ at: 3 }, true, 'gate'],
      [{ at: 1 }, true, 'further'],
    ])
  })

  test('shows a guard that throws, and the end that it makes', async () => {
    let mayThrow = false
    const machine = createGated(() => {
      if (mayThrow) throw new Error('guard')
      return false
    })
    const { inspect, messages, sessions } = createInspector()
    const session = startRetry(machine, () => 1, { inspect })
    const before = messages().length
    mayThrow = true
    session.actor.send({ type: 'ABORT' })
    await rejection(session.result)
    await quiet()
    expect(gists(messages().slice(before))).toStrictEqual([
      'event ABORT',
      'guard isOpen threw',
      'state gate',
      'end failed',
    ])
    expect(sessions()[0]).toMatchObject({ status: 'failed' })
  })

  test('shows that an action threw', async () => {
    const machine = retrySetup().extend({
      actions: {
        burst: () => {
          throw new Error('action')
        },
      },
    })
    const { chart } = retrySetup()
    const throwing = machine.createMachine({
      ...chart,
      on: { ...chart.on, WAKE: { actions: 'burst' } },
    } as never) as unknown as RetryMachine
    const { inspect, messages } = createInspector()
    const session = startRetry(throwing, hang, { inspect })
    await quiet()
    session.actor.send({ type: 'WAKE' })
    expect(await rejection(session.result)).toMatchObject({ message: 'action' })
    await quiet()
    expect(gists(messages(), 'end', 'guard')).toStrictEqual(['end failed'])
    expect(ofType(messages(), 'end')[0]?.error).toMatchObject({ message: 'action' })
  })

  test('shows guards that it was provided with', async () => {
    const { chart, createMachine: create } = retrySetup()
    const machine = create(chart as never) as unknown as RetryMachine
    const { inspect, messages } = createInspector()
    const provided = machine.provide({ guards: { shouldRetry: () => false } })
    await rejection(runWithRetry(provided as never, fail, { inspect }))
    expect(gists(messages(), 'guard')).toStrictEqual(['guard shouldRetry false', 'guard attemptFailed true'])
  })
})

test('a session that cannot begin is told as failed', async () => {
  const machine = retrySetup().createMachine({
    ...retrySetup().chart,
    context: () => {
      throw new Error('no context')
    },
  } as never) as unknown as RetryMachine
  const { inspect, messages } = createInspector()
  const actor = createActor(machine, { inspect })
  actor.subscribe({ error: () => {} })
  actor.start()
  await quiet()
  expect(gists(messages(), 'session', 'end')).toStrictEqual(['session <unknown>', 'end failed'])
})
