import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, isRetryError, startRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { assign, createActor, fromPromise, setup, toPromise, waitFor } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})
const failingTwice = ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber < 3) throw new Error('down')
  return attemptNumber
}

describe('a retry machine is an ordinary machine:', () => {
  test('bind gives it its function', async () => {
    const machine = createRetryMachine()
    const result = toPromise(createActor(bind(machine, failingTwice)).start())
    expect(await result).toBe(3)
    const other = toPromise(createActor(bind(machine, () => 'other')).start())
    expect(await other).toBe('other')
  })

  test('its input may, with a signal and an id', async () => {
    const fn = ({ idempotencyKey }: AttemptInfo) => idempotencyKey
    expect(await toPromise(createActor(createRetryMachine(), { input: { fn, id: 'key' } }).start())).toBe(
      'key',
    )
    const actor = createActor(createRetryMachine(), { input: { fn, signal: AbortSignal.abort('gone') } })
    const result = toPromise(actor)
    actor.start()
    expect(await rejection(result)).toBe('gone')
  })

  test('bind takes a signal and an id', async () => {
    const machine = createRetryMachine()
    const actor = createActor(bind(machine, ({ attemptKey }) => attemptKey, { id: 'key' }))
    expect(await toPromise(actor.start())).toBe('key:1')
    const controller = new AbortController()
    const hanging = createActor(
      bind(machine, () => new Promise(() => {}), { signal: controller.signal }),
    ).start()
    const result = toPromise(hanging)
    controller.abort('enough')
    expect(await rejection(result)).toBe('enough')
  })

  test('events end a sleep and the session', async () => {
    const machine = bind(createRetryMachine({ wait: () => 60_000 }), failingTwice)
    const actor = createActor(machine).start()
    const result = toPromise(actor)
    await waitFor(actor, (snapshot) => snapshot.matches({ sleeping: 'resting' }))
    actor.send({ type: 'WAKE' })
    await waitFor(actor, (snapshot) => snapshot.context.attemptNumber === 2 && snapshot.matches('sleeping'))
    expect(actor.getSnapshot().can({ type: 'WAKE' })).toBe(false)
    actor.send({ type: 'ABORT', reason: 'enough' })
    expect(await rejection(result)).toBe('enough')
  })

  test('provide replaces a step', async () => {
    const slept: string[] = []
    const provided = createRetryMachine({ wait: () => 60_000 }).provide({
      actors: { sleep: fromPromise<unknown, void>(async () => slept.push('slept')) },
    })
    expect(await startRetry(provided, failingTwice).result).toBe(3)
    expect(await toPromise(createActor(bind(provided, failingTwice)).start())).toBe(3)
    expect(slept).toHaveLength(4)
  })

  test('its guards tell the inspector by which strategies they say so', () => {
    const { states } = createRetryMachine({ stop: stopAfterAttempt(5) }).config as unknown as {
      states: { evaluating: { states: Record<string, { invoke: { onDone: { guard: unknown }[] } }> } }
    }
    const { asking, stopping } = states.evaluating.states
    expect(asking?.invoke.onDone[0]?.guard).toStrictEqual({
      type: 'shouldRetry',
      params: { by: 'retryIfExceptionType()' },
    })
    expect(stopping?.invoke.onDone[0]?.guard).toStrictEqual({
      type: 'shouldStop',
      params: { by: 'stopAfterAttempt(5)' },
    })
  })
})

describe('a parent machine', () => {
  /** Invokes a session of the policy and function it is given. */
  const parentOf = (session: ReturnType<typeof bind>) =>
    setup({
      types: { context: {} as { result: unknown }, events: {} as { type: 'LEAVE' } },
      actors: { session },
    }).createMachine({
      context: { result: undefined },
      initial: 'working',
      states: {
        working: {
          invoke: {
            src: 'session',
            input: undefined,
            onDone: { target: 'done', actions: assign({ result: ({ event }) => event.output }) },
            onError: { target: 'failed', actions: assign({ result: ({ event }) => event.error }) },
          },
          on: { LEAVE: 'left' },
        },
        done: { type: 'final' },
        failed: { type: 'final' },
        left: { type: 'final' },
      },
      output: ({ context }) => context.result,
    })

  test('is given the value by onDone', async () => {
    expect(await toPromise(createActor(parentOf(bind(createRetryMachine(), failingTwice))).start())).toBe(3)
  })

  test('is given the error by onError: the RetryError, or the original', async () => {
    const run = async (machine: ReturnType<typeof createRetryMachine>) => {
      const actor = createActor(parentOf(bind(machine, failingTwice))).start()
      await toPromise(actor)
      return actor.getSnapshot()
    }
    const exhausted = await run(createRetryMachine({ stop: stopAfterAttempt(1) }))
    expect(exhausted.value).toBe('failed')
    expect(isRetryError(exhausted.output)).toBe(true)
    const refused = await run(createRetryMachine({ retry: () => false }))
    expect(refused.output).toMatchObject({ message: 'down' })
  })

  const steps = { 'an attempt': hang, 'a sleep': failingTwice }

  test.each(Object.entries(steps))(
    'that leaves the state during %s leaves nothing behind',
    async (_step, fn) => {
      const clock = createVirtualClock()
      const { signal } = new AbortController()
      const policy = { clock, signal, timeout: 1000, attemptTimeout: 1000, wait: () => 1000 }
      let seen: AbortSignal | undefined
      const session = bind(
        createRetryMachine(policy),
        (attempt) => (({ signal: seen } = attempt), fn(attempt)),
      )
      for (const leave of ['LEAVE', 'stop']) {
        const unhandled = await unhandledDuring(async () => {
          const actor = createActor(parentOf(session)).start()
          await quiet()
          expect({
            timers: clock.timers > 0,
            listeners: getEventListeners(signal, 'abort').length,
          }).toStrictEqual({
            timers: true,
            listeners: 1,
          })
          if (leave === 'stop') actor.stop()
          else actor.send({ type: 'LEAVE' })
        })
        expect(unhandled).toStrictEqual([])
        expect(clock.timers).toBe(0)
        expect(getEventListeners(signal, 'abort')).toHaveLength(0)
        expect(seen?.aborted).toBe(fn === hang)
      }
    },
  )
})
