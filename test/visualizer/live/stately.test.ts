import { createBrowserInspector, createWebSocketInspector } from '@statelyai/inspect'
import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { redactInspection } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { assign, createActor, fromCallback, fromPromise, setup } from 'xstate'

import { acceptStately } from '../../../src/visualizer/sources/stately-source.ts'
import type { StatelyOptions } from '../../../src/visualizer/sources/stately-source.ts'
import { rowWhen } from './support/hear.ts'
import { serve } from './support/serve.ts'

/** It cannot be made a text or a number. */
const ODD = { toString: 1, valueOf: 1 }

// Apps with the real package, over real WebSockets.

const serveStately = (options: Omit<StatelyOptions, 'addSource'> = {}) =>
  serve((addSource) => acceptStately({ addSource, ...options }))

type Served = Awaited<ReturnType<typeof serveStately>>

function connect({ port }: Served, options: Partial<Parameters<typeof createWebSocketInspector>[0]> = {}) {
  const inspector = createWebSocketInspector({ url: `ws://127.0.0.1:${port}/stately?token=t`, ...options })
  onTestFinished(() => inspector.stop())
  return inspector
}

const over = ({ endedAt }: { readonly endedAt?: number }) => endedAt !== undefined

const sourceOf = ({ sources }: Served) => {
  const [source] = sources.keys()
  if (source === undefined) throw new Error('no source')
  return source
}

const trafficLight = () =>
  setup({
    types: { context: {} as { cars: number; password: string } },
    guards: { isLate: () => false },
    actions: { count: assign({ cars: ({ context }) => context.cars + 1 }) },
  }).createMachine({
    id: 'light',
    initial: 'red',
    context: { cars: 0, password: 'hunter2' },
    states: {
      red: {
        on: {
          GO: [
            { guard: 'isLate', target: 'off' },
            { target: 'green', actions: 'count' },
          ],
        },
      },
      green: { on: { STOP: 'off' } },
      off: { type: 'final' },
    },
    output: ({ context }) => ({ cars: context.cars, token: 'abc' }),
  })

describe('an app over a WebSocket', () => {
  test('shows its machines: chart, states, transitions, events, end', async () => {
    const served = await serveStately()
    const actor = createActor(trafficLight(), { inspect: connect(served).inspect }).start()
    expect(await rowWhen(served, 'light', ({ state }) => state === 'red')).toMatchObject({
      kind: 'light',
      origin: 'live',
      status: 'active',
      startedAt: expect.any(Number),
      can: [],
    })
    actor.send({ type: 'GO' })
    actor.send({ type: 'STOP' })
    const { key } = await rowWhen(served, 'light', over)
    const detail = await sourceOf(served).detail(key)
    expect(detail?.definition).toMatchObject({
      id: 'light',
      states: { red: { on: { GO: [{ guard: { type: 'isLate' } }, { target: ['#light.green'] }] } } },
    })
    expect(detail?.taken).toStrictEqual({ 'light.red GO 1': 1, 'light.green STOP 0': 1 })
    const gists = detail?.messages.map(({ type, ...rest }) => [
      type,
      Object(rest).value ?? Object(rest).event?.type,
    ])
    expect(gists).toStrictEqual([
      ['session', undefined],
      ['event', 'xstate.init'],
      ['state', 'red'],
      ['event', 'GO'],
      ['state', 'green'],
      ['event', 'STOP'],
      ['state', 'off'],
      ['end', undefined],
    ])
  })

  test('is sanitised as it comes', async () => {
    const served = await serveStately()
    const actor = createActor(trafficLight(), { inspect: connect(served).inspect }).start()
    actor.send({ type: 'GO', authorization: 'hunter2' })
    actor.send({ type: 'STOP' })
    const { key } = await rowWhen(served, 'light', over)
    const text = JSON.stringify(await sourceOf(served).detail(key))
    expect(text).toContain('"context":{"cars":1,"password":"[redacted]"}')
    expect(text).toContain('"output":{"cars":1,"token":"[redacted]"}')
    expect(text).not.toContain('hunter2')
  })

  test('as its own sanitiser has it', async () => {
    const served = await serveStately({ sanitize: (value) => (typeof value === 'number' ? 'many' : value) })
    createActor(trafficLight(), { inspect: connect(served).inspect }).start()
    const { key } = await rowWhen(served, 'light', ({ state }) => state === 'red')
    const [last] = (await sourceOf(served).detail(key))?.messages.slice(-1) ?? []
    expect(last).toMatchObject({ context: { cars: 'many', password: 'hunter2' } })
  })

  test('shows parents, children, and how long steps took', async () => {
    const served = await serveStately()
    const machine = setup({
      actors: {
        light: trafficLight(),
        load: fromPromise(async () => 'ok'),
        fail: fromPromise(() => Promise.reject(new Error('no'))),
        listen: fromCallback(() => {}),
      },
    }).createMachine({
      id: 'town',
      initial: 'loading',
      states: {
        loading: { invoke: { id: 'load', src: 'load', onDone: 'failing' } },
        failing: { invoke: { id: 'fail', src: 'fail', onError: 'listening' } },
        listening: {
          invoke: [
            { id: 'listen', src: 'listen' },
            { id: 'lamp', src: 'light' },
          ],
          on: { NEXT: 'idle' },
        },
        idle: {},
      },
    })
    const actor = createActor(machine, { inspect: connect(served).inspect }).start()
    const child = await rowWhen(served, 'lamp', ({ state }) => state === 'red')
    const parent = await rowWhen(served, 'town', ({ state }) => state === 'listening')
    expect([child.parent, child.kind]).toStrictEqual([parent.key, 'light'])
    actor.send({ type: 'NEXT' })
    expect((await rowWhen(served, 'lamp', over)).status).toBe('stopped')
    await rowWhen(served, 'town', ({ state }) => state === 'idle')
    await vi.waitFor(async () => {
      const steps = (await sourceOf(served).detail(parent.key))?.messages.flatMap((each) =>
        each.type === 'step' ? [[each.step, each.outcome, each.took >= 0]] : [],
      )
      expect(steps).toStrictEqual([
        ['load', 'done', true],
        ['fail', 'failed', true],
        ['listen', 'cut', true],
      ])
    })
    actor.stop()
    await rowWhen(served, 'town', over)
  })

  test('shows retry sessions as any', async () => {
    const served = await serveStately()
    const inspector = connect(served, { serialize: redactInspection })
    const options = { name: 'load', stop: stopAfterAttempt(2), wait: waitFixed(1) }
    const down = () => {
      throw new Error('down')
    }
    await runWithRetry(options, down, { inspect: inspector.inspect }).catch(() => {})
    expect(await rowWhen(served, 'retry', over)).toMatchObject({
      status: 'failed',
      attempt: 2,
      limit: 2,
      error: 'Error: down',
    })
    const session = startRetry({ wait: waitFixed('1h') }, down, { inspect: inspector.inspect })
    session.result.catch(() => {})
    const { key, can } = await rowWhen(served, 'retry', ({ status }) => status === 'sleeping')
    expect(can).toStrictEqual([])
    expect(await sourceOf(served).command(key, 'retry', 'ada')).toBe(
      'is out of reach: the inspector of its app takes no commands',
    )
    session.abort()
    expect(await rowWhen(served, 'retry', ({ status }) => status === 'cancelled')).toMatchObject({ key })
  })

  test('that is gone has lost its machines', async () => {
    const served = await serveStately()
    const inspector = connect(served)
    createActor(trafficLight(), { inspect: inspector.inspect }).start()
    await rowWhen(served, 'light', ({ state }) => state === 'red')
    expect(sourceOf(served).info()).toMatchObject({
      type: 'stately',
      title: 'app 1 (@statelyai/inspect)',
      connected: true,
    })
    inspector.stop()
    await rowWhen(served, 'light', ({ status }) => status === 'lost')
    expect(sourceOf(served).info().connected).toBe(false)
  })

  test('is another than the next, with the same ids', async () => {
    const served = await serveStately()
    for (const inspector of [connect(served), connect(served)]) {
      inspector.actor('x:0', { status: 'active', context: { n: 1 } } as never)
      inspector.snapshot('x:0', { status: 'active', value: 'on', context: {} } as never)
    }
    await vi.waitFor(() => expect(served.rows.size).toBe(2))
    expect(new Set([...served.rows.values()].map(({ source }) => source)).size).toBe(2)
  })
})

describe('what an app tells by hand', () => {
  test('is shown as far as it goes', async () => {
    const served = await serveStately()
    const inspector = connect(served)
    inspector.actor('cart', { status: 'active', context: { items: 1 } } as never)
    inspector.event('cart', { type: 'ADD' })
    inspector.snapshot('cart', {
      status: 'error',
      context: { items: 2 },
      error: { message: 'full' },
    } as never)
    expect(await rowWhen(served, 'cart', over)).toMatchObject({
      kind: 'cart',
      state: '',
      status: 'failed',
      error: 'Error: full',
    })
  })

  test('or began before it was connected', async () => {
    const served = await serveStately()
    const inspector = connect(served)
    inspector.event('x:7', { type: 'GO' })
    inspector.snapshot('x:7', { status: 'active', context: {} } as never)
    inspector.snapshot('x:7', { status: 'active', value: { a: 'b' }, context: {} } as never)
    inspector.snapshot('x:7', { status: 'done', value: { a: 'c' }, context: {}, output: 1 } as never)
    expect(await rowWhen(served, 'x:7', over)).toMatchObject({ kind: 'x:7', state: 'a.c', status: 'done' })
    inspector.event('x:7', { type: 'GO' })
  })
})

describe('an app in a browser', () => {
  /** What stands between an app and the page: the two windows, as far as the package uses them. */
  function openPage({ door }: Served, page?: string) {
    const listeners: ((event: { readonly data: unknown }) => void)[] = []
    const opened: unknown[] = []
    const toPage = { postMessage: (data: unknown) => door.tell([JSON.parse(JSON.stringify(data))], page) }
    const app = {
      open(...args: unknown[]) {
        opened.push(args)
        return toPage
      },
      addEventListener: (_type: string, listener: (typeof listeners)[number]) =>
        void listeners.push(listener),
    }
    return {
      opened,
      window: app as unknown as Window & typeof globalThis,
      /** As the page does when it has been loaded. */
      load: () => listeners.forEach((listener) => listener({ data: { type: '@statelyai.connected' } })),
    }
  }

  test('tells by way of the page, what it held before too, and nothing twice', async () => {
    const served = await serveStately()
    const { window, load, opened } = openPage(served)
    const url = 'http://127.0.0.1:4400/#stately'
    const inspector = createBrowserInspector({ url, window })
    const actor = createActor(trafficLight(), { inspect: inspector.inspect }).start()
    await vi.waitFor(() => expect(opened).toStrictEqual([[url, 'xstateinspector']]))
    load()
    await rowWhen(served, 'light', ({ state }) => state === 'red')
    actor.send({ type: 'GO' })
    const { key } = await rowWhen(served, 'light', ({ state }) => state === 'green')
    const told = (await sourceOf(served).detail(key))?.messages
    load()
    expect((await sourceOf(served).detail(key))?.messages).toStrictEqual(told)
    expect([...served.rows.keys()]).toStrictEqual([key])

    inspector.stop()
    expect(served.rows.get(key)?.status).toBe('lost')
    expect(sourceOf(served).info().connected).toBe(false)
    load()
    actor.send({ type: 'STOP' })
    await rowWhen(served, 'light', over)
    expect(sourceOf(served).info().connected).toBe(true)
  })

  test('that is loaded anew has stopped its actors', async () => {
    const served = await serveStately()
    const tell = (createdAt: string) =>
      served.door.tell([
        { ...ACTOR, createdAt },
        { ...ACTOR, sessionId: 'x:1', name: 'load', definition: '{"id":"load"}', parentId: 'x:0', createdAt },
        {
          type: '@xstate.snapshot',
          sessionId: 'x:0',
          createdAt,
          snapshot: { value: 'a', status: 'active' },
          event: {},
        },
      ])
    tell('1000')
    tell('2000')
    const rows = [...served.rows.values()].map(({ status, startedAt, endedAt }) => [
      status,
      startedAt,
      endedAt,
    ])
    expect(rows).toStrictEqual([
      ['stopped', 1000, 2000],
      ['active', 2000, undefined],
    ])
  })

  test('may be one of several', async () => {
    const served = await serveStately()
    served.door.tell([ACTOR], 'one')
    served.door.tell([ACTOR], 'two')
    served.door.tell([ACTOR], 'two')
    expect([...served.rows.values()].map(({ status }) => status)).toStrictEqual(['active', 'active'])
    await Promise.all([...served.sources.keys()].map((source) => source.close()))
  })

  const ACTOR = {
    type: '@xstate.actor',
    sessionId: 'x:0',
    name: 'light',
    definition: '{"id":"light","states":{"a":{}},"initial":"a"}',
    snapshot: { status: 'active' },
  }

  test('is taken for closed when it has told nothing for long, and is back when it does', async () => {
    const clock = createVirtualClock()
    const served = await serveStately({ clock })
    const states = () => [
      ...[...served.rows.values()].map(({ status }) => status),
      ...[...served.sources.keys()].map((source) => source.info().connected),
    ]
    served.door.tell([ACTOR])
    clock.advance(599_999)
    served.door.tell([{ ...ACTOR, type: '@xstate.event', event: { type: 'GO' } }])
    clock.advance(599_999)
    expect(states()).toStrictEqual(['active', true])
    clock.advance(1)
    expect(states()).toStrictEqual(['lost', false])
    served.door.tell([{ ...ACTOR, type: '@xstate.event', event: { type: 'STOP' } }])
    expect(states()).toStrictEqual(['active', true])
    served.door.close()
    expect(clock.timers).toBe(0)
  })

  test('of pages that are closed the last are held', async () => {
    const clock = createVirtualClock()
    const served = await serveStately({ clock })
    for (let page = 0; page < 30; page++) served.door.tell([ACTOR], `page ${page}`)
    expect(served.sources.size).toBe(30)
    clock.advance(600_000)
    expect(served.sources.size).toBe(20)
  })

  test('without times is of now, as far as that is known', async () => {
    const clock = createVirtualClock()
    const served = await serveStately({ clock })
    const rows = () => served.rows.size
    for (const createdAt of [undefined, 'soon', -1, Infinity, ODD])
      served.door.tell([{ ...ACTOR, sessionId: `x:${typeof createdAt} ${rows()}`, createdAt }])
    expect(rows()).toBe(5)
    expect(new Set([...served.rows.values()].map(({ startedAt }) => startedAt))).toStrictEqual(
      new Set([clock.now()]),
    )
  })

  test.each([
    ['another event', { type: 'message', sessionId: 'x:0' }],
    ['no session', { type: '@xstate.actor' }],
    ['a session that is none', { type: '@xstate.actor', sessionId: {} }],
    ['a text', 'xstate'],
    ['nothing', null],
  ])('that tells something else is refused: %s', async (_name, event) => {
    const served = await serveStately()
    expect(() => served.door.tell([ACTOR, event])).toThrow(/^events must be of @statelyai\/inspect, got/)
    expect(served.rows.size).toBe(1)
  })

  test.each([
    ['no JSON', 'light'],
    ['a number', '5'],
    ['nothing', 'null'],
    ['a state that is none', '{"id":"m","initial":"none","states":{"a":{}}}'],
    ['a target that is none', '{"id":"m","on":{"GO":"#nowhere"}}'],
    ['a cut one', '{"id":"light","states":"[Object]","on":{"GO":"[Array]"}}'],
    ['a nameless one', '{"id":"light","states":{"a":{"entry":{"type":""}}},"initial":"a"}'],
    [5, 5],
  ])('whose chart cannot be read is shown without: %s', async (_name, definition) => {
    const served = await serveStately()
    served.door.tell([
      { ...ACTOR, definition, name: undefined },
      {
        type: '@xstate.snapshot',
        sessionId: 'x:0',
        snapshot: { value: 'a', status: 'active', context: {} },
        event: { type: 'GO' },
      },
      { type: '@xstate.microstep', sessionId: 'x:0' },
    ])
    const row = [...served.rows.values()][0]
    expect(row).toMatchObject({ state: 'a' })
    expect((await sourceOf(served).detail(row?.key ?? ''))?.definition?.id).toMatch(/^(x:0|light|m)$/)
  })

  test('values as deep and as large as they like', async () => {
    const served = await serveStately()
    let deep: object = {}
    for (let level = 0; level < 2000; level++) deep = { deep }
    served.door.tell([
      ACTOR,
      { type: '@xstate.event', sessionId: 'x:0', event: { type: 'x'.repeat(5000), deep } },
      { type: '@xstate.event', sessionId: 'x:0', event: 5 },
      {
        type: '@xstate.snapshot',
        sessionId: 'x:0',
        snapshot: { value: deep, status: 5, context: deep },
        event: {},
      },
    ])
    const [key = ''] = served.rows.keys()
    const messages = (await sourceOf(served).detail(key))?.messages ?? []
    expect(messages).toHaveLength(4)
    expect(JSON.stringify(messages).length).toBeLessThan(10_000)
  })
})

describe('what comes over a WebSocket and is none of theirs', () => {
  test('is ignored, and breaks nothing', async () => {
    const served = await serveStately()
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/stately`)
    await once(socket, 'open')
    for (const text of ['no JSON', 'null', '5', '{"type":"@xstate.actor"}']) socket.send(text)
    socket.send(Buffer.from('{"type":"@xstate.actor","sessionId":"x:0"}'))
    socket.send('{"type":"@xstate.actor","sessionId":"x:1","name":"known"}')
    await rowWhen(served, 'known')
    expect(served.rows.size).toBe(1)
    // A frame from a client has to be masked; only the stream under the socket sends one that is not.
    const { _socket: under } = socket as unknown as { readonly _socket: { write(bytes: Buffer): void } }
    under.write(Buffer.from([0x81, 0x01, 0x41]))
    await once(socket, 'close')
    await rowWhen(served, 'known', ({ status }) => status === 'lost')
    await Promise.all([...served.sources.keys()].map((source) => source.close()))
  })

  test('ends no server, whatever it is', async () => {
    const served = await serveStately({
      sanitize(value, path) {
        // What comes of it cannot be walked.
        if (value === 'trap') throw new Error(`at ${path.join('.')}`)
        return value
      },
    })
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/stately`)
    await once(socket, 'open')
    const events = [
      { type: '@xstate.event', sessionId: 'x:0', createdAt: ODD, event: { type: 'GO' } },
      { type: '@xstate.actor', sessionId: 'x:0', createdAt: ODD, name: 'known' },
      { type: '@xstate.event', sessionId: 'x:0', event: { type: ODD } },
      {
        type: '@xstate.snapshot',
        sessionId: 'x:0',
        snapshot: { value: 'a', status: ODD, context: 'trap' },
        event: ODD,
      },
      { type: '@xstate.actor', sessionId: 'x:1', name: 'next' },
    ]
    for (const event of events) socket.send(JSON.stringify(event))
    await rowWhen(served, 'next')
    const row = await rowWhen(served, 'known', ({ state }) => state === 'a')
    expect((await sourceOf(served).detail(row.key))?.messages.at(-1)).toMatchObject({
      status: '',
      eventType: '',
    })
    socket.terminate()
  })

  test("steps whose machine is not known are nobody's", async () => {
    const served = await serveStately()
    const step = { type: '@xstate.actor', sessionId: 'x:5', definition: '{"id":"load"}', parentId: 'x:4' }
    const stop = { type: '@xstate.snapshot', snapshot: { status: 'stopped' }, event: { type: 'xstate.stop' } }
    served.door.tell([
      step,
      { ...stop, sessionId: 'x:5' },
      { ...step, sessionId: 'x:6', name: 'load' },
      {
        type: '@xstate.snapshot',
        sessionId: 'x:6',
        snapshot: { status: 'active' },
        event: { type: 'xstate.init' },
      },
      { ...stop, sessionId: 'x:6' },
      { ...stop, sessionId: 'x:6' },
      { type: '@xstate.actor', sessionId: 'x:7' },
      { type: '@xstate.event', sessionId: 'x:7', event: { type: 'xstate.done.actor.load' } },
      { ...step, sessionId: 'x:8', parentId: 'x:7' },
      { ...stop, sessionId: 'x:8' },
    ])
    const [key = ''] = served.rows.keys()
    const messages = (await sourceOf(served).detail(key))?.messages
    expect(messages?.map(({ type }) => type)).toStrictEqual(['session', 'event'])
  })
})
