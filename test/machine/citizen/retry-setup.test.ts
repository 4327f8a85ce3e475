import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  bind,
  createRetryMachine,
  readSnapshot,
  retrySetup,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
} from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { createActor, fromPromise, toPromise, waitFor } from 'xstate'

import { nextTurn, quiet } from '../../support/next-turn.ts'
import { createCircuitMachine } from './circuit.ts'

const failing =
  (times: number) =>
  ({ attemptNumber }: AttemptInfo) => {
    if (attemptNumber <= times) throw new Error('down')
    return `attempt ${attemptNumber}`
  }

interface Stoppable {
  stop(): void
}

describe('a machine with a state and predicates of its own', () => {
  /** Lets time pass as long as a session waits. */
  async function passTime(clock: ReturnType<typeof createVirtualClock>) {
    await quiet()
    for (let next = clock.next; next !== undefined; { next } = clock) {
      clock.advance(next)
      await quiet()
    }
  }

  const forms = {
    runWithRetry: (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) =>
      runWithRetry(createCircuitMachine(options), fn),
    startRetry: (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) =>
      startRetry(createCircuitMachine(options), fn).result,
    bind: (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) =>
      toPromise(createActor(bind(createCircuitMachine(options), fn)).start()),
    input: (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) =>
      toPromise(createActor(createCircuitMachine(options), { input: { fn } }).start()),
  }

  test.each(Object.entries(forms))('waits there before it goes on: %s', async (_form, run) => {
    const clock = createVirtualClock()
    const result = run({ clock }, failing(4))
    await passTime(clock)
    expect(await result).toBe('attempt 5')
    expect(clock.elapsed).toBe(1000 + 1000 + 30_000 + 1000)
  })

  test('goes on at an event of its own', async () => {
    const clock = createVirtualClock()
    const actor = createActor(bind(createCircuitMachine({ clock }), failing(3))).start()
    const result = toPromise(actor)
    for (let failures = 0; failures < 3; failures++) {
      await quiet()
      clock.advance(1000)
    }
    const snapshot = await waitFor(actor, ({ value }) => value === 'circuitOpen')
    expect(snapshot.hasTag('open') && snapshot.hasTag('waiting')).toBe(true)
    expect(snapshot.context).toMatchObject({ trips: 1, attemptNumber: 3, upcomingSleep: 30_000 })
    expect(snapshot.can({ type: 'WAKE' })).toBe(false)
    expect(snapshot.context.statistics).toMatchObject({ attemptNumber: 4, idleFor: 32_000 })
    actor.send({ type: 'CLOSE', by: 'operator' })
    expect(await result).toBe('attempt 4')
    expect(clock.timers).toBe(0)
  })

  const ends = {
    'an abort': (_actor: Stoppable, controller: AbortController) => controller.abort('enough'),
    'being stopped': (actor: Stoppable) => actor.stop(),
  }

  test.each(Object.entries(ends))('ends there by %s, and leaves nothing', async (_way, end) => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const options = { clock, wait: null, signal: controller.signal }
    const actor = createActor(bind(createCircuitMachine(options), failing(9)))
    actor.subscribe({ error: () => {} })
    actor.start()
    await waitFor(actor, ({ value }) => value === 'circuitOpen')
    await nextTurn()
    const listeners = () => getEventListeners(controller.signal, 'abort').length
    expect({ timers: clock.timers, listeners: listeners() }).toStrictEqual({ timers: 1, listeners: 1 })
    end(actor, controller)
    await nextTurn()
    expect(actor.getSnapshot().status).not.toBe('active')
    expect({ timers: clock.timers, listeners: listeners() }).toStrictEqual({ timers: 0, listeners: 0 })
  })

  test('resumes there from a snapshot', async () => {
    const clock = createVirtualClock()
    const machine = createCircuitMachine({ clock, wait: null })
    const session = startRetry(machine, failing(3))
    await waitFor(session.actor, ({ value }) => JSON.stringify(value) === '"circuitOpen"')
    await nextTurn()
    clock.advance(10_000)
    const text = JSON.stringify(session.snapshot())
    session.abort()

    const resumed = startRetry(machine, failing(3), { snapshot: JSON.parse(text) })
    expect(resumed.getSnapshot().context).toMatchObject({ trips: 1, attemptNumber: 3 })
    await quiet()
    clock.advance(19_000)
    await quiet()
    expect(resumed.getSnapshot().value).toBe('circuitOpen')
    clock.advance(1000)
    expect(await resumed.result).toBe('attempt 4')

    const snapshot = readSnapshot(JSON.parse(text), { machine })
    const actor = createActor(bind(machine, failing(3)), { snapshot }).start()
    actor.send({ type: 'CLOSE', by: 'operator' })
    expect(await toPromise(actor)).toBe('attempt 4')
  })

  test('is inspected as any', async () => {
    const states = new Set<unknown>()
    const machine = createCircuitMachine({ wait: null, sleep: async () => {} })
    const inspect = (event: { type: string; snapshot?: object }) => {
      if (event.snapshot !== undefined && 'value' in event.snapshot) states.add(event.snapshot.value)
    }
    expect(await runWithRetry(machine, failing(3), { inspect })).toBe('attempt 4')
    expect(states).toContain('circuitOpen')
  })

  test('takes what provide gives it', async () => {
    const machine = createCircuitMachine({ wait: null }).provide({
      guards: { isCircuitOpen: (_, { failures }) => failures === 0 },
    })
    const actor = createActor(bind(machine, failing(5))).start()
    expect(await toPromise(actor)).toBe('attempt 6')
    expect(actor.getSnapshot().context.trips).toBe(0)
  })
})

describe('retrySetup', () => {
  test('without anything of one’s own gives the machine of createRetryMachine', () => {
    const options = { stop: stopAfterAttempt(5), id: 'charge', version: '7' }
    const { chart, createMachine } = retrySetup(options)
    const [machine, plain] = [createMachine(chart), createRetryMachine(options)]
    expect(JSON.stringify(machine)).toBe(JSON.stringify(plain))
    expect([machine.id, machine.version]).toStrictEqual(['charge', '7'])
  })

  test('gives a chart of plain data, but for its context and output', () => {
    const { context, output, ...data } = retrySetup().chart
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data)
    expect([typeof context, typeof output]).toStrictEqual(['function', 'function'])
  })

  test('knows actors of one’s own, and lets them replace steps', async () => {
    const probed: string[] = []
    const { chart, createMachine } = retrySetup(
      { retry: () => true },
      {
        actors: {
          sleep: fromPromise<unknown, void>(async () => probed.push('sleep')),
          probe: fromPromise<number, { url: string }>(async ({ input }) => probed.push(input.url)),
        },
      },
    )
    const { sleeping } = chart.states
    const { resting } = sleeping.states
    const machine = createMachine({
      ...chart,
      states: {
        ...chart.states,
        sleeping: {
          ...sleeping,
          states: {
            ...sleeping.states,
            resting: { ...resting, invoke: { ...resting.invoke, onDone: 'probing' } },
            probing: {
              invoke: {
                id: 'probe',
                src: 'probe',
                input: ({ context }) => ({ url: `/health/${context.attemptNumber}` }),
                onDone: [
                  { guard: ({ event }) => event.output === 4, target: '#done' },
                  resting.invoke.onDone,
                ],
                onError: resting.invoke.onError,
              },
            },
          },
        },
      },
    })
    expect(await runWithRetry(machine, ({ attemptNumber }) => attemptNumber)).toBe(2)
    expect(probed).toStrictEqual(['sleep', '/health/1', 'sleep', '/health/2'])
  })
})
