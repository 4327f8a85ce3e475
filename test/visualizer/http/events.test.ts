import type { SessionRow } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test } from 'vitest'

import { aDetail, aMessage, aRow, createFakeSource } from '../support/fake-source.ts'
import type { EventsClient } from '../support/events.ts'
import { TOKEN, useVisualizers } from '../support/visualizers.ts'
import type { TestVisualizer } from '../support/visualizers.ts'

const start = useVisualizers()

/** With a clock of its own: what changes within 50 ms of it is told at once. */
async function startWithClock() {
  const clock = createVirtualClock()
  const visualizer = await start({ clock })
  return Object.assign(visualizer, { clock, tell: visualizer.source.tell })
}

const helloOf = async (visualizer: TestVisualizer, query?: string, headers?: Record<string, string>) => {
  const events = await visualizer.events(query, headers)
  return Object.assign(events, { hello: await events.nextHello() })
}

const messagesOf = ({ events }: EventsClient) =>
  events.flatMap((event) => (event.type === 'update' ? (event.data.messages ?? []) : []))

const TICK = 50

test('the first event says what there is', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('a'))
  const events = await helloOf(visualizer)
  expect(events.hello).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    now: clock.now(),
    isReadOnly: false,
    sources: [{ id: 'fake', type: 'program', title: 'fake (1)', connected: true }],
    counts: { total: 1, status: { active: 1 }, origin: { live: 1 }, kind: { retry: 1 } },
  })
  expect(events.lastEventId).toMatch(/^[\da-f]{8}\.2$/)
  expect(events.response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  })
})

test('a visualizer that only shows says so', async () => {
  expect((await helloOf(await start({ readOnly: true }))).hello.isReadOnly).toBe(true)
})

test('what changes within a tick is told at once, as it has come to be, to all alike', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('gone'))
  const [one, two] = await Promise.all([helloOf(visualizer), helloOf(visualizer)])
  for (let attempt = 1; attempt <= 100; attempt++) tell.row(aRow('a', { attempt }))
  tell.row(aRow('b', { status: 'failed' }))
  tell.removed('gone')
  clock.advance(TICK)
  const update = await one.next()
  expect(update).toEqual({
    id: expect.stringMatching(/\.104$/),
    type: 'update',
    data: {
      now: clock.now(),
      rows: [aRow('a', { attempt: 100 }), aRow('b', { status: 'failed' })],
      removed: ['gone'],
      counts: { total: 2, status: { active: 1, failed: 1 }, origin: { live: 2 }, kind: { retry: 2 } },
    },
  })
  expect(await two.next()).toEqual(update)

  tell.row(aRow('a', { attempt: 101 }))
  clock.advance(TICK)
  expect((await one.next()).data).toEqual({ now: clock.now(), rows: [aRow('a', { attempt: 101 })] })
  expect(clock.timers).toBe(1)
})

test('sources are told when they change', async () => {
  const visualizer = await startWithClock()
  const events = await helloOf(visualizer)
  visualizer.addSource(createFakeSource({}, 'second'))
  visualizer.clock.advance(TICK)
  const event = await events.next()
  expect(event.data).toEqual({
    now: visualizer.clock.now(),
    sources: [expect.objectContaining({ id: 'fake' }), expect.objectContaining({ id: 'second' })],
  })
})

test('many rows are told two thousand with each tick', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  const events = await helloOf(visualizer)
  for (let n = 0; n < 4500; n++) tell.row(aRow(`row ${n}`))
  const keys: string[] = []
  for (const count of [2000, 2000, 500]) {
    clock.advance(TICK)
    const rows = await events.nextWith('rows')
    expect(rows).toHaveLength(count)
    keys.push(...rows.map(({ key }) => key))
  }
  expect(new Set(keys).size).toBe(4500)
})

test('many that are gone likewise', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  for (let n = 0; n < 4500; n++) tell.row(aRow(`${n}`))
  const events = await helloOf(visualizer)
  for (let n = 0; n < 4500; n++) tell.removed(`${n}`)
  for (const count of [2000, 2000, 500]) {
    clock.advance(TICK)
    expect(await events.nextWith('removed')).toHaveLength(count)
  }
})

test('a silent connection is kept alive', async () => {
  const visualizer = await startWithClock()
  const events = await helloOf(visualizer)
  visualizer.clock.advance(14_999)
  expect(events.comments).toBe(0)
  visualizer.clock.advance(15_001)
  await events.until(() => events.comments === 2)
})

test('while nobody is connected there is nothing to do', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('a'))
  expect(clock.timers).toBe(0)
  const [one, two] = [await helloOf(visualizer), await helloOf(visualizer)]
  tell.row(aRow('b'))
  expect(clock.timers).toBe(2)
  one.close()
  two.close()
  await expect.poll(() => clock.timers).toBe(0)
  tell.row(aRow('c'))
  expect(clock.timers).toBe(0)
})

test('messages are told of the session that was asked for alone', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  for (const key of ['a', 'b']) tell.row(aRow(key))
  const [all, ofA] = [await helloOf(visualizer), await helloOf(visualizer, 'session=a')]
  tell.message('a', aMessage(1))
  tell.message('b', aMessage(2, 'b'))
  tell.message('a', aMessage(3))
  tell.definition('a', { id: 'retry' })
  tell.row(aRow('c'))
  clock.advance(TICK)
  expect((await ofA.next()).data).toMatchObject({
    rows: [aRow('c')],
    messages: [aMessage(1), aMessage(3)],
    definition: { id: 'retry' },
  })
  expect(Object.keys((await all.next()).data)).toEqual(['now', 'rows', 'counts'])
})

test('a session that nobody knows has nothing to tell until it comes', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  const events = await helloOf(visualizer, 'session=a')
  tell.row(aRow('a'))
  clock.advance(TICK)
  await events.nextWith('rows')
  tell.message('a', aMessage(1))
  clock.advance(TICK)
  expect(await events.nextWith('messages')).toEqual([aMessage(1)])
})

test('a store is told which session is looked at, and tells its facts', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  const store = createFakeSource({}, 'store')
  visualizer.addSource(store)
  store.tell.row(aRow('s', { origin: 'stored', id: 'invoice-1' }))
  const events = await helloOf(visualizer, 'session=s')
  expect(store.watched).toEqual(['s'])
  store.tell.stored('s', { store: 'db', state: 'one' } as never)
  store.tell.stored('s', { store: 'db', state: 'two' } as never)
  clock.advance(TICK)
  expect(await events.nextWith('stored')).toEqual({ store: 'db', state: 'two' })

  // From its first message on.
  tell.row(aRow('l', { id: 'invoice-1' }))
  tell.message('l', aMessage(1))
  clock.advance(TICK)
  expect(await events.nextWith('messages')).toEqual([aMessage(1)])
  expect(visualizer.source.watched).toEqual(['l'])

  events.close()
  await expect.poll(() => store.watched).toEqual([])
  expect(visualizer.source.watched).toEqual([])
})

test('when another run of a stored session tells of it, the page asks for it anew, and has missed nothing', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('s', { origin: 'stored', id: 'invoice-1' }))
  tell.row(aRow('l1', { id: 'invoice-1' }))
  const [ofStored, ofLive] = [await helloOf(visualizer, 'session=s'), await helloOf(visualizer, 'session=l1')]
  tell.row(aRow('l1', { id: 'invoice-1', status: 'failed' }))
  clock.advance(TICK)
  expect(await ofStored.nextWith('rows')).toMatchObject([{ key: 's' }])
  tell.row(aRow('l2', { id: 'invoice-1', startedAt: 1 }))
  tell.message('l1', aMessage(9))
  clock.advance(TICK)
  expect((await ofStored.next()).data).toMatchObject({ anew: true, rows: [{ key: 'l2' }] })
  expect(await ofLive.nextWith('messages')).toEqual([aMessage(9)])
  tell.message('l2', aMessage(1))
  clock.advance(TICK)
  expect((await ofStored.next()).data).toEqual({ now: clock.now(), messages: [aMessage(1)] })
})

test('whoever was cut off is told what came since, neither less nor twice', async () => {
  const visualizer = await startWithClock()
  const { clock, tell, source } = visualizer
  for (const key of ['a', 'b', 'c']) tell.row(aRow(key))
  source.details.set('a', aDetail(1))
  const { lastEventId } = await (await visualizer.ask('sessions/a')).json()
  tell.message('a', aMessage(2))
  const first = await helloOf(visualizer, `session=a&after=${lastEventId}`)
  expect(await first.nextWith('messages')).toEqual([aMessage(2)])
  tell.message('a', aMessage(3))
  clock.advance(TICK)
  expect(await first.nextWith('messages')).toEqual([aMessage(3)])
  first.close()
  await expect.poll(() => clock.timers).toBe(0)

  tell.message('a', aMessage(4))
  tell.row(aRow('b', { attempt: 2 }))
  tell.removed('c')
  tell.message('a', aMessage(5))
  const again = await Promise.all([
    helloOf(visualizer, `session=a&after=${lastEventId}`, { 'last-event-id': first.lastEventId }),
    helloOf(visualizer, `session=a&after=${first.lastEventId}`),
  ])
  for (const events of again) {
    expect(events.hello.reset).toBeUndefined()
    expect((await events.next()).data).toMatchObject({
      rows: [aRow('b', { attempt: 2 })],
      removed: ['c'],
      messages: [aMessage(4), aMessage(5)],
    })
  }
  tell.message('a', aMessage(6))
  clock.advance(TICK)
  for (const events of again) {
    expect(await events.nextWith('messages')).toEqual([aMessage(6)])
    expect(messagesOf(events).map(({ seq }) => seq)).toEqual([4, 5, 6])
  }
})

test('whoever was cut off for too much asks anew', async () => {
  const visualizer = await startWithClock()
  const { tell } = visualizer
  tell.row(aRow('a'))
  const { lastEventId } = await helloOf(visualizer)
  for (let n = 0; n < 20_001; n++) tell.row(aRow(`row ${n % 10}`, { attempt: n }))
  const again = await helloOf(visualizer, '', { 'last-event-id': lastEventId })
  expect(again.hello).toMatchObject({ reset: 'missed', counts: { total: 11 } })
})

test('whoever was cut off for too many messages of the session asks for that anew', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('a'))
  const { lastEventId, ...first } = await helloOf(visualizer, 'session=a')
  first.close()
  for (let seq = 1; seq <= 5001; seq++) tell.message('a', aMessage(seq))
  const again = await helloOf(visualizer, 'session=a', { 'last-event-id': lastEventId })
  expect(again.hello.reset).toBeUndefined()
  expect(await again.nextWith('anew')).toBe(true)
  const ofNone = await helloOf(visualizer, '', { 'last-event-id': lastEventId })
  tell.row(aRow('b'))
  clock.advance(TICK)
  for (const events of [again, ofNone])
    expect(Object.keys((await events.next()).data)).toEqual(['now', 'rows', 'counts'])
})

test('whoever was away from a session for long asks for that anew, and has missed nothing else', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('a'))
  const { lastEventId, ...first } = await helloOf(visualizer, 'session=a')
  first.close()
  await expect.poll(() => clock.timers).toBe(0)
  clock.advance(60_001)
  tell.message('a', aMessage(1))
  tell.row(aRow('b'))
  const again = await helloOf(visualizer, 'session=a', { 'last-event-id': lastEventId })
  expect(again.hello.reset).toBeUndefined()
  expect((await again.next()).data).toMatchObject({ anew: true, rows: [{ key: 'b' }] })
})

test.each(['nothing', '1', 'other.1', '.', 'EPOCH.99999', 'EPOCH.x', 'EPOCH.'])(
  'after %s nothing is known of what was told before',
  async (after) => {
    const visualizer = await start()
    const [epoch = ''] = (await helloOf(visualizer)).lastEventId.split('.')
    const events = await helloOf(visualizer, '', { 'last-event-id': after.replace('EPOCH', epoch) })
    expect(events.hello.reset).toBe('restarted')
  },
)

test('after a restart at the same port the cookie is good, and the page asks anew', async () => {
  const first = await start()
  const { port } = first
  const login = await fetch(`${first.address}api/login`, {
    method: 'POST',
    body: JSON.stringify({ token: TOKEN }),
  })
  const [cookie = ''] = login.headers.get('set-cookie')!.split(';')
  const events = await helloOf(first)
  first.source.tell.row(aRow('a'))
  await events.nextWith('rows')
  await first.close()
  await expect(events.next()).rejects.toThrow('it has ended')

  const second = await start({ port })
  const again = await helloOf(second, '', { 'last-event-id': events.lastEventId, cookie, authorization: '' })
  expect(again.hello).toMatchObject({ reset: 'restarted', counts: { total: 0 } })
})

test('when it closes, whoever looked at a session has looked away once', async () => {
  const visualizer = await start()
  let away = 0
  const source = createFakeSource({ watch: () => () => void away++ }, 'other')
  visualizer.addSource(source)
  source.tell.row(aRow('a'))
  const events = await helloOf(visualizer, 'session=a')
  await visualizer.close()
  await expect(events.next()).rejects.toThrow('it has ended')
  expect(away).toBe(1)
})

/** So much that it does not fit into what lies between the server and a client that does not read. */
const largeRows = (tick: number): SessionRow[] =>
  Array.from({ length: 200 }, (_, n) => aRow(`large ${n}`, { attempt: tick, error: 'x'.repeat(20_000) }))

test('for a client that does not read nothing is piled up: it is told what has come of it', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  const [slow, fast] = [await helloOf(visualizer), await helloOf(visualizer)]
  slow.pause()
  for (let tick = 1; tick <= 12; tick++) {
    for (const row of largeRows(tick)) tell.row(row)
    clock.advance(TICK)
    clock.advance(15_000)
    await fast.until(({ length }) => length > tick)
  }
  slow.resume()
  const isLast = (client: EventsClient) => {
    const last = client.events.at(-1)
    return last?.type === 'update' && last.data.rows?.[0]?.attempt === 12
  }
  await slow.until(() => isLast(slow))
  expect(isLast(fast)).toBe(true)
  expect(fast.events).toHaveLength(13)
  expect(slow.events.length).toBeLessThan(9)
  expect(slow.comments).toBeLessThan(10)

  tell.row(aRow('small'))
  clock.advance(TICK)
  await slow.until((events) => JSON.stringify(events.at(-1)).includes('small'))
})

test('a client that does not read while its session tells too much asks for that anew', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  tell.row(aRow('a'))
  const [slow, fast] = [await helloOf(visualizer, 'session=a'), await helloOf(visualizer)]
  slow.pause()
  for (let tick = 1; tick <= 5; tick++) {
    for (const row of largeRows(tick)) tell.row(row)
    clock.advance(TICK)
    await fast.until(({ length }) => length > tick)
  }
  for (let seq = 1; seq <= 6000; seq++) tell.message('a', aMessage(seq))
  slow.resume()
  expect(await slow.nextWith('anew')).toBe(true)
  tell.message('a', aMessage(6001))
  clock.advance(TICK)
  expect(await slow.nextWith('messages')).toEqual([aMessage(6001)])
})

test('a client that does not read while too much changes asks for everything anew', async () => {
  const visualizer = await startWithClock()
  const { clock, tell } = visualizer
  const [slow, fast] = [await helloOf(visualizer), await helloOf(visualizer)]
  slow.pause()
  for (let tick = 1; tick <= 5; tick++) {
    for (const row of largeRows(tick)) tell.row(row)
    clock.advance(TICK)
    await fast.until(({ length }) => length > tick)
  }
  for (let attempt = 0; attempt <= 20_000; attempt++) tell.row(aRow('a', { attempt }))
  slow.resume()
  expect((await slow.nextHello()).reset).toBe('missed')
  tell.row(aRow('b'))
  clock.advance(TICK)
  expect(await slow.nextWith('rows')).toEqual([aRow('b')])
})
