import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, isRetryError, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo, RetryMachine } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { assign, createActor, createMachine, sendTo, setup, toPromise, waitFor } from 'xstate'

import { quiet } from '../../support/next-turn.ts'
import { actorClock } from './actor-clock.ts'

const failing =
  (times: number) =>
  ({ attemptNumber, idempotencyKey }: AttemptInfo) => {
    if (attemptNumber <= times) throw new Error('down')
    return { attemptNumber, idempotencyKey }
  }

/** A parent that gives a session ten minutes, may wake it, and may begin anew. */
const parentOf = (session: RetryMachine, fn: (attempt: AttemptInfo) => unknown) =>
  setup({
    types: {
      context: {} as { result: unknown; seen: unknown[] },
      events: {} as { type: 'HURRY' | 'AGAIN' },
    },
    actors: { session },
  }).createMachine({
    context: { result: undefined, seen: [] },
    initial: 'working',
    states: {
      working: {
        invoke: {
          id: 'session',
          src: 'session',
          input: { fn },
          onDone: { target: 'done', actions: assign({ result: ({ event }) => event.output }) },
          onError: { target: 'failed', actions: assign({ result: ({ event }) => event.error }) },
          onSnapshot: {
            actions: assign({ seen: ({ context, event }) => [...context.seen, event.snapshot.value] }),
          },
        },
        on: {
          HURRY: { actions: sendTo('session', { type: 'WAKE' }) },
          AGAIN: { target: 'working', reenter: true },
        },
        after: { 600_000: 'late' },
      },
      done: { type: 'final' },
      failed: { type: 'final' },
      late: { type: 'final' },
    },
    output: ({ context }) => context.result,
  })

describe('a parent with a time limit of its own', () => {
  const start = (times: number) => {
    const clock = createVirtualClock()
    const machine = createRetryMachine({ clock, wait: () => 60_000, stop: stopAfterAttempt(15) })
    const fn = failing(times)
    const actor = createActor(parentOf(machine, fn), { clock: actorClock(clock) }).start()
    return { clock, machine, fn, actor, result: toPromise(actor) }
  }

  test('is given the value of a session that is done before, and no timer is left', async () => {
    const { clock, actor, result } = start(1)
    await quiet()
    expect(clock.timers).toBe(2)
    clock.advance(60_000)
    expect(await result).toMatchObject({ attemptNumber: 2 })
    expect([actor.getSnapshot().value, clock.timers]).toStrictEqual(['done', 0])
  })

  test('is given the error of a session that gives up before', async () => {
    const { clock, actor, result } = start(15)
    await quiet()
    // Fifteen attempts take fourteen minutes: this parent hurries.
    for (let sleeps = 0; sleeps < 14; sleeps++) {
      actor.send({ type: 'HURRY' })
      await quiet()
    }
    expect(isRetryError(await result)).toBe(true)
    expect([actor.getSnapshot().value, clock.elapsed, clock.timers]).toStrictEqual(['failed', 0, 0])
  })

  test('ends a session that takes longer', async () => {
    const { clock, actor, result } = start(15)
    for (let minutes = 0; minutes < 10; minutes++) {
      await quiet()
      clock.advance(60_000)
    }
    expect(await result).toBeUndefined()
    expect([actor.getSnapshot().value, clock.timers]).toStrictEqual(['late', 0])
  })

  test('sees every state of the session', async () => {
    const { clock, actor, result } = start(1)
    await quiet()
    clock.advance(60_000)
    await result
    const names = actor.getSnapshot().context.seen.map((value) => Object.values(Object(value))[0])
    const attempt = ['running', 'asking']
    const others = ['after', 'timing', 'stopping', 'beforeSleep', 'resting', 'before']
    expect(names.filter((name, index) => name !== names[index - 1])).toStrictEqual([
      'before',
      ...attempt,
      ...others,
      ...attempt,
    ])
  })

  test('may begin a session anew, which has a key of its own', async () => {
    const keys = new Set<string>()
    const clock = createVirtualClock()
    const machine = createRetryMachine({ clock, wait: () => 60_000 })
    const actor = createActor(
      parentOf(machine, ({ idempotencyKey }) => {
        keys.add(idempotencyKey)
        throw new Error('down')
      }),
      { clock: actorClock(clock) },
    ).start()
    await quiet()
    actor.send({ type: 'AGAIN' })
    await quiet()
    // One sleep and one limit: those of the first session are gone.
    expect([keys.size, clock.timers]).toStrictEqual([2, 2])
    actor.stop()
    expect(clock.timers).toBe(0)
  })

  test('goes on from its own snapshot, mid-sleep, when the machine is bound', async () => {
    const { clock, machine, actor } = start(1)
    await waitFor(actor, ({ children }) => children['session']?.getSnapshot().hasTag('waiting') ?? false)
    const snapshot = JSON.parse(JSON.stringify(actor.getPersistedSnapshot())) as ReturnType<
      typeof actor.getPersistedSnapshot
    >
    actor.stop()
    const again = parentOf(bind(machine, failing(1)), failing(1))
    const resumed = createActor(again, { snapshot, clock: actorClock(clock) }).start()
    await quiet()
    clock.advance(60_000)
    expect(await toPromise(resumed)).toMatchObject({ attemptNumber: 2 })
  })
})

test('a parent may invoke a machine in place, without a name', async () => {
  const machine = createMachine({
    types: {} as { context: { result: unknown } },
    context: { result: undefined },
    invoke: {
      src: bind(createRetryMachine(), failing(2)),
      onDone: { target: '.done', actions: assign({ result: ({ event }) => event.output }) },
    },
    initial: 'working',
    states: { working: {}, done: { type: 'final' } },
    output: ({ context }) => context.result,
  })
  expect(await toPromise(createActor(machine).start())).toMatchObject({ attemptNumber: 3 })
})
