import { createInspector } from 'holdfast/inspect'
import { runWithRetry, stopAfterAttempt } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'

import type { InspectorMessage } from '../../../src/inspect/message.ts'
import { acceptPrograms } from '../../../src/visualizer/sources/program-source.ts'
import type { ProgramsOptions } from '../../../src/visualizer/sources/program-source.ts'
import type { SessionSource, SourceListener } from '../../../src/visualizer/sources/session-source.ts'
import { rowWhen } from './support/hear.ts'
import { serve } from './support/serve.ts'

const noListener: SourceListener = {
  row() {},
  removed() {},
  message() {},
  stored() {},
  definition() {},
  changed() {},
}

const HELLO = { type: 'hello', version: 1, processId: 'p1', pid: 7, title: 'node app.js' }

const servePrograms = (options: Omit<ProgramsOptions, 'addSource'> = {}) =>
  serve((addSource) => acceptPrograms({ addSource, ...options }))

type Served = Awaited<ReturnType<typeof servePrograms>>

/** A program of few words. */
async function connect({ port }: Served, hello: object = HELLO) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/program`)
  onTestFinished(() => socket.terminate())
  const closed = once(socket, 'close')
  const heard: Record<string, unknown>[] = []
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && heard.push(JSON.parse(data)))
  await once(socket, 'open')
  const send = (value: object | string) =>
    socket.send(typeof value === 'string' ? value : JSON.stringify(value))
  send(hello)
  const hears = (type: string) =>
    vi.waitFor(() => {
      const found = heard.findLast((each) => each['type'] === type)
      if (found === undefined) throw new Error(`no ${type}`)
      return found
    })
  return { socket, send, heard, hears, closed }
}

/** One source and what it told. */
const onlySource = ({ sources }: Served) =>
  vi.waitFor(() => {
    const [[source, heard] = []] = [...sources]
    if (source === undefined || heard === undefined) throw new Error('no source')
    return { source, heard }
  })

/** The messages of a session that has slept once, as a program tells them. */
async function aLife(): Promise<readonly InspectorMessage[]> {
  const { inspect, messages } = createInspector()
  let calls = 0
  const load = () => {
    if (++calls === 1) throw new Error('down')
    return 'ok'
  }
  await runWithRetry({ name: 'load', stop: stopAfterAttempt(3) }, load, { inspect })
  return messages()
}

const batch = (messages: readonly object[]) => ({ type: 'messages', messages })
const resting = (messages: readonly InspectorMessage[]) =>
  messages.findIndex((each) => each.type === 'state' && JSON.stringify(each.value).includes('resting')) + 1

describe('a program', () => {
  test('becomes a source, and its sessions rows', async () => {
    const served = await servePrograms()
    const messages = await aLife()
    const program = await connect(served)
    expect(await program.hears('welcome')).toStrictEqual({ type: 'welcome', after: 0 })
    const { source, heard } = await onlySource(served)
    expect(source.info()).toStrictEqual({
      id: 'p1',
      type: 'program',
      title: 'node app.js (7)',
      connected: true,
    })
    program.send(batch(messages.slice(0, resting(messages))))
    const row = await rowWhen(heard, 'load', ({ status }) => status === 'sleeping')
    expect(row).toMatchObject({ source: 'p1', origin: 'live', limit: 3, can: ['wake', 'cancel'] })
    program.send(batch(messages.slice(resting(messages))))
    await rowWhen(heard, 'load', ({ status }) => status === 'done')
    const detail = await source.detail(row.key)
    expect(detail?.messages).toStrictEqual(messages.slice(1))
    expect(detail?.forgotten).toBe(0)
  })

  test('is told what to tell again, and nothing counts twice', async () => {
    const served = await servePrograms()
    const messages = await aLife()
    const told = messages.slice(0, resting(messages))
    const first = await connect(served)
    first.send(batch(told))
    const { source, heard } = await onlySource(served)
    const { key } = await rowWhen(heard, 'load', ({ status }) => status === 'sleeping')
    const before = await source.detail(key)
    const again = await connect(served)
    expect(await again.hears('welcome')).toMatchObject({ after: told.at(-1)?.seq })
    await first.closed
    again.send(batch([...told, { type: 'caughtUp', seq: 3 }]))
    again.socket.close()
    await again.closed
    await vi.waitFor(() => expect(source.info().connected).toBe(false))
    expect(await source.detail(key)).toStrictEqual(before)
    expect(served.sources.size).toBe(1)
  })

  test('that is gone has lost its sessions, after a while in which it may come again', async () => {
    const clock = createVirtualClock()
    const served = await servePrograms({ clock })
    const messages = await aLife()
    const first = await connect(served)
    first.send(batch(messages.slice(0, resting(messages))))
    const { source, heard } = await onlySource(served)
    const { key } = await rowWhen(heard, 'load', ({ status }) => status === 'sleeping')
    first.socket.terminate()
    await vi.waitFor(() => expect(source.info().connected).toBe(false))
    expect(heard.rows.get(key)).toMatchObject({ status: 'sleeping', can: [] })
    expect(await source.command(key, 'retry', 'ada')).toBe('is out of reach: its program is not connected')
    clock.advance(1999)
    expect(heard.rows.get(key)?.status).toBe('sleeping')

    const second = await connect(served)
    await second.hears('welcome')
    clock.advance(5000)
    expect(heard.rows.get(key)).toMatchObject({ status: 'sleeping', can: ['wake', 'cancel'] })
    second.socket.terminate()
    await vi.waitFor(() => expect(source.info().connected).toBe(false))
    clock.advance(2000)
    expect(heard.rows.get(key)).toMatchObject({ status: 'lost', can: [], state: 'sleeping.resting' })
    expect(heard.rows.get(key)?.wakeAt).toBeUndefined()

    const third = await connect(served)
    await third.hears('welcome')
    expect(heard.rows.get(key)?.status).toBe('sleeping')
    third.send(batch(messages.slice(resting(messages))))
    await rowWhen(heard, 'load', ({ status }) => status === 'done')
    third.socket.terminate()
    await vi.waitFor(() => expect(source.info().connected).toBe(false))
    clock.advance(2000)
    expect(heard.rows.get(key)?.status).toBe('done')
    expect(heard.changes).toBeGreaterThan(4)
  })

  test('says what its sessions did before it was here', async () => {
    const served = await servePrograms()
    const messages = await aLife()
    const program = await connect(served)
    const id = messages.flatMap((each) => (each.type === 'session' ? [each.sessionId] : []))[0]
    const transition = { source: 'retry.sleeping.resting', event: 'WAKE', index: 0 }
    program.send(
      batch([
        ...messages.slice(0, 5),
        { type: 'tally', sessionId: id, told: 103, taken: [{ ...transition, count: 12 }] },
        { type: 'tally', sessionId: 'none', told: 1, taken: [] },
        { type: 'caughtUp', seq: 100 },
        {
          ...messages[5],
          seq: 101,
          type: 'state',
          value: 'x',
          status: 'active',
          eventType: 'WAKE',
          taken: [transition],
        },
      ]),
    )
    const { source, heard } = await onlySource(served)
    await rowWhen(heard, 'load', ({ state }) => state === 'x')
    const detail = await source.detail(id ?? '')
    expect(detail?.taken).toStrictEqual({ 'retry.sleeping.resting WAKE 0': 13 })
    expect([detail?.messages.length, detail?.forgotten]).toStrictEqual([5, 100])
    // Nobody was here to miss it.
    expect(source.info().remark).toBeUndefined()
  })

  test('that told more than could be sent says how much was lost', async () => {
    const served = await servePrograms()
    const messages = await aLife()
    const program = await connect(served)
    program.send(batch([...messages.slice(0, 5), { type: 'caughtUp', seq: 5 }]))
    program.send(
      batch([
        { ...messages[6], seq: 9 },
        { type: 'caughtUp', seq: 12 },
      ]),
    )
    const { source, heard } = await onlySource(served)
    await vi.waitFor(() => expect(source.info().remark).toMatch(/^6 messages were lost/))
    expect(heard.changes).toBeGreaterThan(0)
  })

  test('is one of many; those that were here first go first', async () => {
    const served = await servePrograms()
    const messages = await aLife()
    const stays = await connect(served, { ...HELLO, processId: 'stays' })
    for (let number = 0; number < 30; number++) {
      const program = await connect(served, { ...HELLO, processId: `p${number}` })
      await program.hears('welcome')
      if (number === 0) program.send(batch(messages))
      program.socket.close()
      await program.closed
      await vi.waitFor(() => {
        const info = [...served.sources.keys()].map((each) => each.info()).at(-1)
        expect(info).toMatchObject({ id: `p${number}`, connected: false })
      })
    }
    const ids = [...served.sources.keys()].map((each) => each.info().id)
    expect(ids).toHaveLength(21)
    expect([ids[0], ids[1], ids.at(-1)]).toStrictEqual(['stays', 'p10', 'p29'])
    stays.socket.close()
  })
})

describe('what is held', () => {
  const definition = { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'd' } }
  const session = (seq: number) => ({
    type: 'session',
    seq,
    at: 1,
    sessionId: `s${seq}`,
    definitionId: 'd',
    name: `s${seq}`,
  })
  const large = { type: 'E', text: 'x'.repeat(10_000) }
  const event = (seq: number, sessionId: string) => ({ type: 'event', seq, at: 1, sessionId, event: large })

  test('of one program is bounded: sessions that have ended go before messages of those that live', async () => {
    const served = await servePrograms({ characters: 40_000 })
    const program = await connect(served)
    program.send(
      batch([
        definition,
        session(2),
        event(3, 's2'),
        session(4),
        event(5, 's4'),
        { type: 'end', seq: 6, at: 1, sessionId: 's4', status: 'done' },
        event(7, 's2'),
        event(8, 's2'),
        session(9),
      ]),
    )
    const { source, heard } = await onlySource(served)
    await rowWhen(heard, 's9')
    expect([...heard.rows.keys()]).toStrictEqual(['s2', 's9'])
    expect((await source.detail('s2'))?.forgotten).toBe(0)
    program.send(batch([event(10, 's9'), event(11, 's2'), session(12)]))
    await rowWhen(heard, 's12')
    expect([...heard.rows.keys()]).toStrictEqual(['s2', 's9', 's12'])
    expect(await source.detail('s2')).toMatchObject({ forgotten: 2 })
    expect((await source.detail('s9'))?.messages.map(({ seq }) => seq)).toStrictEqual([9, 10])
  })

  test('a message, or a beginning, that is too large alone is not held, nor its session', async () => {
    const served = await servePrograms({ characters: 5000 })
    const program = await connect(served)
    program.send(
      batch([
        definition,
        session(2),
        {
          type: 'state',
          seq: 3,
          at: 1,
          sessionId: 's2',
          value: 'a',
          status: 'active',
          eventType: 'E',
          context: large,
        },
        { ...session(4), name: 'x'.repeat(9000) },
        session(5),
      ]),
    )
    const { source, heard } = await onlySource(served)
    await rowWhen(heard, 's5')
    expect([...heard.rows.keys()]).toStrictEqual(['s5'])
    expect(await source.detail('s2')).toBeUndefined()
  })

  test('of programs that have gone is bounded for all together', async () => {
    const served = await servePrograms({ characters: 40_000 })
    const names = ['first', 'second', 'third']
    for (const processId of names) {
      const program = await connect(served, { ...HELLO, processId })
      program.send(batch([definition, session(2), event(3, 's2'), event(4, 's2')]))
      const source = await vi.waitFor(() => {
        const [found] = [...served.sources].filter(([each]) => each.info().id === processId)
        if (found?.[1].messages.length !== 3) throw new Error('not yet')
        return found[0]
      })
      program.socket.close()
      await vi.waitFor(() => expect(source.info().connected).toBe(false))
    }
    await vi.waitFor(() =>
      expect([...served.sources.keys()].map((each) => each.info().id)).toStrictEqual(['third']),
    )
  })
})

describe('a command', () => {
  test("is the program's to carry out", async () => {
    const clock = createVirtualClock()
    const served = await servePrograms({ clock })
    const messages = await aLife()
    const program = await connect(served)
    program.send(batch(messages.slice(0, resting(messages))))
    const { source, heard } = await onlySource(served)
    const { key } = await rowWhen(heard, 'load', ({ status }) => status === 'sleeping')

    const done = source.command(key, 'retry', 'ada')
    expect(await program.hears('command')).toStrictEqual({
      type: 'command',
      id: 1,
      sessionId: key,
      command: 'retry',
      by: 'ada',
    })
    program.send({ type: 'report', id: 1, isDone: true })
    expect(await done).toBeUndefined()

    const refused = source.command(key, 'cancel', 'ada')
    program.send({ type: 'report', id: 99, isDone: true })
    program.send({ type: 'report', id: 2, isDone: false })
    expect(await refused).toBe('was in another state when it was asked')

    const unheard = source.command(key, 'cancel', 'ada')
    clock.advance(5000)
    expect(await unheard).toBe('does not answer: its program is busy')

    const cut = source.command(key, 'cancel', 'ada')
    program.socket.terminate()
    expect(await cut).toBe('is out of reach: its program is not connected')
    expect(await source.command('none', 'cancel', 'ada')).toBe('is not held any more')
  })
})

describe('what is none of ours', () => {
  test.each([
    ['another version', { ...HELLO, version: 2 }],
    ['no hello', { type: 'report', id: 1, isDone: true }],
    ['no JSON', 'hello'],
    ['nothing', '"hello"'],
  ])('is sent away: %s', async (_name, hello) => {
    const served = await servePrograms()
    const program = await connect(served)
    await program.hears('welcome')
    const other = new WebSocket(`ws://127.0.0.1:${served.port}/program`)
    await once(other, 'open')
    other.send(typeof hello === 'string' ? hello : JSON.stringify(hello))
    const [code, reason] = await once(other, 'close')
    expect([code, String(reason)]).toStrictEqual([1008, 'it is of another version'])
    expect(served.sources.size).toBe(1)
  })

  test('is sent away: bytes, and who says nothing at all', async () => {
    const clock = createVirtualClock()
    const served = await servePrograms({ clock })
    const bytes = new WebSocket(`ws://127.0.0.1:${served.port}/program`)
    await once(bytes, 'open')
    bytes.send(Buffer.from(JSON.stringify(HELLO)))
    expect((await once(bytes, 'close'))[0]).toBe(1008)
    const silent = new WebSocket(`ws://127.0.0.1:${served.port}/program`)
    await once(silent, 'open')
    clock.advance(5000)
    expect((await once(silent, 'close'))[0]).toBe(1006)
    expect(served.sources.size).toBe(0)
  })

  test('breaks nothing: damaged frames end the connection', async () => {
    const served = await servePrograms()
    const program = await connect(served)
    await program.hears('welcome')
    // A frame from a client has to be masked; only the stream under the socket sends one that is not.
    const { _socket: under } = program.socket as unknown as {
      readonly _socket: { write(bytes: Buffer): void }
    }
    under.write(Buffer.from([0x81, 0x01, 0x41]))
    await program.closed
    await vi.waitFor(() => expect([...served.sources.keys()][0]?.info().connected).toBe(false))
  })

  const begun = { type: 'session', seq: 2, at: 1, sessionId: 's', definitionId: 'd', name: 'load' }
  const of = { seq: 3, at: 1, sessionId: 's' }
  // It cannot be made a text or a number.
  const odd = { toString: 1, valueOf: 1 }
  let deep: object = {}
  for (let level = 0; level < 500; level++) deep = { deep }

  test.each([
    null,
    [],
    'text',
    {},
    { type: 'nothing', seq: 3, at: 1 },
    { type: 'toString', ...of },
    { type: 'definition', seq: 3, at: 1, definitionId: 'e' },
    { type: 'definition', seq: 3, at: 1, definitionId: 5, definition: { id: 'e' } },
    { type: 'definition', seq: 3, at: 1, definitionId: 'e', definition: { id: 'e', deep } },
    { ...begun, seq: -1 },
    { ...begun, seq: 1.5 },
    { ...begun, at: 'now' },
    { ...begun, sessionId: 5 },
    { ...begun, name: undefined },
    { ...begun, name: 'x'.repeat(10_001) },
    { ...begun, key: 5 },
    { ...begun, parentId: {} },
    { type: 'event', ...of, event: 'E' },
    { type: 'event', ...of, event: { type: 'E' }, by: 5 },
    { type: 'guard', ...of, guard: {}, verdict: true, state: '' },
    { type: 'guard', ...of, guard: { type: 'g' }, verdict: 'maybe', state: '' },
    { type: 'guard', ...of, guard: { type: 'g' }, verdict: true },
    { type: 'step', ...of, step: 's', took: '1', outcome: 'done' },
    { type: 'step', ...of, step: 's', took: 1, outcome: 'well' },
    { type: 'state', ...of, value: 'a', status: 5, eventType: 'E' },
    { type: 'state', ...of, value: 'a', status: 'active' },
    { type: 'state', ...of, value: 'a', status: 'active', eventType: 'E', taken: {} },
    {
      type: 'state',
      ...of,
      value: 'a',
      status: 'active',
      eventType: 'E',
      taken: [{ source: 's', event: 'E' }],
    },
    { type: 'end', ...of, status: 'over' },
    { type: 'end', ...of, status: odd },
    { type: odd, ...of },
    { type: 'step', ...of, step: 's', took: 1, outcome: odd },
    { type: 'tally', sessionId: 's', told: -1, taken: [] },
    { type: 'tally', sessionId: 's', told: 1, taken: [{ source: 's', event: 'E', index: 0 }] },
    { type: 'caughtUp' },
  ])('is dropped and counted: $type %#', async (message) => {
    const served = await servePrograms()
    const program = await connect(served)
    const definition = { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'd' } }
    program.send(batch([definition, begun, message as object]))
    const { source, heard } = await onlySource(served)
    await vi.waitFor(() => expect(source.info().remark).toBe('1 message could not be read'))
    expect([...heard.rows.values()].map(({ status }) => status)).toStrictEqual(['active'])
    program.send('no JSON')
    program.send({ type: 'messages', messages: 'none' })
    await vi.waitFor(() => expect(source.info().remark).toBe('3 messages could not be read'))
  })

  const guarded = (by: unknown) => ({
    id: 'd',
    on: { X: [{ guard: { type: 'shouldStop', params: { by } } }] },
    states: { a: { key: 'a', tags: ['waiting'], on: { WAKE: [{ target: ['#d.a'] }] } } },
  })

  test.each([
    ['a label', guarded(odd), []],
    ['a label of many levels', guarded('stopAny('.repeat(9000) + ')'.repeat(9000)), []],
    [
      'the name of an error',
      guarded(''),
      [{ type: 'end', status: 'failed', error: { name: odd, message: 'x' } }],
    ],
    [
      'the length of a sleep',
      guarded(''),
      [{ type: 'state', value: 'a', status: 'active', eventType: 'X', context: { upcomingSleep: odd } }],
    ],
  ])('ends no server: %s that is something else', async (_what, definition, messages) => {
    const served = await servePrograms()
    const program = await connect(served)
    const all = [
      { type: 'definition', at: 1, definitionId: 'd', definition },
      begun,
      ...messages.map((message) => ({ at: 1, sessionId: 's', ...message })),
      { ...begun, sessionId: 't', name: 'next' },
    ]
    program.send(batch(all.map((message, index) => ({ ...message, seq: index + 1 }))))
    const { source, heard } = await onlySource(served)
    await rowWhen(heard, 'next')
    expect(heard.rows.size).toBe(2)
    expect(source.info().remark).toBeUndefined()
  })

  test('what nothing can be made of is counted, and hides nothing else', async () => {
    const added: SessionSource[] = []
    const served = await serve((addSource) =>
      acceptPrograms({
        addSource(source) {
          added.push(source)
          const remove = addSource(source)
          let isOdd = true
          void source.start({
            ...noListener,
            row({ name }) {
              if (name !== 'load' || !isOdd) return
              isOdd = false
              throw new Error('it cannot be shown')
            },
          })
          return remove
        },
      }),
    )
    const program = await connect(served)
    const definition = { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'd' } }
    program.send(batch([definition, begun, { ...begun, seq: 3, sessionId: 't', name: 'next' }]))
    await vi.waitFor(() => expect(added[0]?.info().remark).toBe('1 message could not be read'))
    expect((await added[0]?.detail('t'))?.messages).toHaveLength(1)
  })

  test('leaves a gap that is no loss', async () => {
    const served = await servePrograms()
    const program = await connect(served)
    const definition = { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'd' } }
    const event = (seq: number) => ({ type: 'event', seq, at: 1, sessionId: 's', event: { type: 'E' } })
    program.send(batch([definition, begun, { type: 'caughtUp', seq: 2 }, { ...event(3), event: odd }]))
    program.send(batch([event(4), { ...event(5), event: odd }, event(7)]))
    const { source } = await onlySource(served)
    await vi.waitFor(() =>
      expect(source.info().remark).toBe(
        '1 message was lost: the program told more than could be sent; 2 messages could not be read',
      ),
    )
    program.send(batch([{ type: 'tally' }, { type: 'caughtUp', seq: 7 }, event(9), event(11)]))
    await vi.waitFor(() =>
      expect(source.info().remark).toBe(
        '2 messages were lost: the program told more than could be sent; 3 messages could not be read',
      ),
    )
  })

  test('changes nothing: messages of sessions that did not begin here, and what comes after an end', async () => {
    const served = await servePrograms()
    const program = await connect(served)
    program.send(
      batch([
        { ...begun, seq: 1, sessionId: 'undefined' },
        { type: 'definition', seq: 2, at: 1, definitionId: 'd', definition: { id: 'd', states: 5, on: [7] } },
        { ...begun, seq: 3 },
        { ...begun, seq: 4, name: 'again' },
        { type: 'event', seq: 5, at: 1, sessionId: 'unknown', event: { type: 'E' } },
        { type: 'end', seq: 6, at: 2, sessionId: 's', status: 'done' },
        { type: 'state', seq: 7, at: 3, sessionId: 's', value: 'a', status: 'active', eventType: 'E' },
        { type: 'caughtUp', seq: 7 },
      ]),
    )
    const { source, heard } = await onlySource(served)
    const row = await rowWhen(heard, 'load', ({ status }) => status === 'done')
    expect(row.endedAt).toBe(2)
    expect([...heard.rows.keys()]).toStrictEqual(['s'])
    expect((await source.detail('s'))?.messages).toHaveLength(2)
    expect(source.info().remark).toBeUndefined()
  })

  test('a program that defines without end fills no memory', async () => {
    const served = await servePrograms()
    const program = await connect(served)
    const definitions = Array.from({ length: 1001 }, (_, index) => ({
      type: 'definition',
      seq: index + 1,
      at: 1,
      definitionId: `d${index}`,
      definition: { id: `d${index}` },
    }))
    program.send(
      batch([
        ...definitions,
        { ...begun, seq: 1002, definitionId: 'd0' },
        { ...begun, seq: 1003, sessionId: 't', definitionId: 'd1' },
      ]),
    )
    const { heard } = await onlySource(served)
    expect(await rowWhen(heard, 'load')).toMatchObject({ key: 't', kind: 'd1' })
    expect(heard.rows.size).toBe(1)
  })
})
