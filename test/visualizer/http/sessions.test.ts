import { readRecording } from 'holdfast/inspect'
import type { RowPage, SessionDetail, StoredFacts } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import type { SourceDetail } from '../../../src/visualizer/sources/session-source.ts'
import { aDetail, aMessage, aRow, createFakeSource } from '../support/fake-source.ts'
import { useVisualizers } from '../support/visualizers.ts'
import type { TestVisualizer } from '../support/visualizers.ts'

const start = useVisualizers()

async function startWith(...keys: readonly string[]): Promise<TestVisualizer> {
  const visualizer = await start()
  for (const key of keys) visualizer.source.tell.row(aRow(key))
  return visualizer
}

/** With a store beside the live source: `s` is the stored one of the live `l`. */
async function startWithStore() {
  const visualizer = await start()
  const store = createFakeSource({
    snapshot: async () => ({ snapshot: 'stored', restorable: true, reason: '' }),
  })
  visualizer.addSource(store)
  store.tell.row(aRow('s', { origin: 'stored', id: 'invoice-1' }))
  visualizer.source.tell.row(aRow('l', { id: 'invoice-1' }))
  // What is not looked at is not asserted.
  store.details.set('s', {
    ...aDetail(),
    definition: { id: 'stored' },
    stored: { store: 'db' } as StoredFacts,
  })
  visualizer.source.details.set('l', { ...aDetail(1, 2), taken: { edge: 3 } })
  return { ...visualizer, store, source: visualizer.source }
}

const pageOf = async (visualizer: TestVisualizer, query: string): Promise<RowPage> =>
  (await visualizer.ask(`sessions${query}`)).json()

const detailOf = async (visualizer: TestVisualizer, key: string): Promise<SessionDetail> =>
  (await visualizer.ask(`sessions/${encodeURIComponent(key)}`)).json()

test('sessions are listed by the parameters of the address', async () => {
  const visualizer = await start()
  const { tell } = visualizer.source
  tell.row(aRow('a', { status: 'failed', changedAt: 1, error: 'Error: boom' }))
  tell.row(aRow('b', { status: 'done', kind: 'mail', changedAt: 2 }))
  tell.row(aRow('c', { status: 'failed', changedAt: 3 }))
  const keys = async (query: string) => (await pageOf(visualizer, query)).rows.map(({ key }) => key)

  expect(await pageOf(visualizer, '?limit=1')).toEqual({
    rows: [aRow('c', { status: 'failed', changedAt: 3 })],
    total: 3,
    counts: { total: 3, status: { failed: 2, done: 1 }, origin: { live: 3 }, kind: { retry: 2, mail: 1 } },
  })
  expect(await keys('')).toEqual(['c', 'b', 'a'])
  expect(await keys('?status=failed&order=asc&sort=changed')).toEqual(['a', 'c'])
  expect(await keys('?status=failed,done&offset=1')).toEqual(['b', 'a'])
  expect(await keys('?kind=mail&kind=other&origin=live,stored')).toEqual(['b'])
  expect(await keys('?search=BOOM%20name')).toEqual(['a'])
  expect(await keys('?status=&search=&limit=')).toEqual(['c', 'b', 'a'])
})

test('a comma, or what makes it one of the kind, may be in a kind', async () => {
  const visualizer = await start()
  const { tell } = visualizer.source
  for (const kind of ['a,b', 'a', 'b', 'c:\\d', ',']) tell.row(aRow(kind, { kind }))
  const kinds = async (...parameters: readonly string[]) => {
    const query = parameters.map((kind) => `kind=${encodeURIComponent(kind)}`).join('&')
    return (await pageOf(visualizer, `?${query}&sort=name&order=asc`)).rows.map(({ kind }) => kind).toSorted()
  }
  expect(await kinds('a,b')).toEqual(['a', 'b'])
  expect(await kinds('a\\,b')).toEqual(['a,b'])
  expect(await kinds('a\\,b,a', '\\,')).toEqual([',', 'a', 'a,b'])
  expect(await kinds('c:\\\\d')).toEqual(['c:\\d'])
  // Links that somebody has written by hand.
  expect(await kinds('c:\\d')).toEqual(['c:\\d'])
  expect(await kinds('a\\', 'b')).toEqual(['b'])
  expect(await kinds('b,')).toEqual(['b'])
  expect(await kinds(',')).toHaveLength(5)
})

test.each([
  ['limit=0', 'limit must be a whole number from 1 to 500, got 0'],
  ['limit=501', 'limit must be a whole number from 1 to 500, got 501'],
  ['limit=x', 'limit must be a whole number from 1 to 500, got NaN'],
  ['offset=-1', 'offset must be a whole number from 0 to 9007199254740991, got -1'],
  [
    'status=fine',
    'status must be active, interrupted, sleeping, done, failed, cancelled, stopped, quarantined, lost, got "fine"',
  ],
  ['sort=age', 'sort must be changed, started, wake, attempt, name, status, got "age"'],
  ['order=up', 'order must be asc, desc, got "up"'],
  ['origin=mars', 'origin must be live, stored, recorded, got "mars"'],
  ['page=2', 'unknown option page: "2"; there are search, status, kind, origin, sort, order, offset, limit'],
])('?%s is refused', async (query, error) => {
  const response = await (await start()).ask(`sessions?${query}`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error })
})

test('answers of the api are kept nowhere', async () => {
  const { headers } = await (await start()).ask('sessions')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('content-type')).toBe('application/json')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('of a session all is told that its source knows', async () => {
  const visualizer = await startWith('a/b c', 'other')
  const detail: SourceDetail = {
    definition: { id: 'retry' },
    messages: [aMessage(1), aMessage(2)],
    forgotten: 5,
    taken: { edge: 2 },
  }
  visualizer.source.details.set('a/b c', detail)
  visualizer.source.tell.row(aRow('child', { parent: 'a/b c' }))
  const { lastEventId, ...told } = await detailOf(visualizer, 'a/b c')
  expect(told).toEqual({ ...detail, row: aRow('a/b c'), children: ['child'] })
  expect(lastEventId).toMatch(/^[\da-f]{8}\.\d+$/)
})

test.each(['nobody', 'unknown'])('of %s nothing is known', async (key) => {
  const visualizer = await startWith('unknown')
  const response = await visualizer.ask(`sessions/${key}`)
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ error: 'this session is not there any more' })
})

test('a session that goes while it is asked for is gone', async () => {
  const visualizer = await start()
  const source = createFakeSource({
    detail: async () => {
      source.tell.removed('a')
      return aDetail()
    },
  })
  visualizer.addSource(source)
  source.tell.row(aRow('a'))
  expect((await visualizer.ask('sessions/a')).status).toBe(404)
})

test.each(['l', 's'])('of one that is live and stored, both sources tell: %s', async (key) => {
  const visualizer = await startWithStore()
  expect(await detailOf(visualizer, key)).toMatchObject({
    row: { key: 'l', storedKey: 's' },
    messages: [aMessage(1), aMessage(2)],
    taken: { edge: 3 },
    definition: { id: 'stored' },
    stored: { store: 'db' },
  })
})

test('when the live one has ended, either key leads to the stored one, with its messages', async () => {
  const visualizer = await startWithStore()
  visualizer.source.tell.row(aRow('l', { id: 'invoice-1', status: 'done' }))
  for (const key of ['l', 's'])
    expect(await detailOf(visualizer, key)).toMatchObject({
      row: { key: 's' },
      messages: [{ seq: 1 }, { seq: 2 }],
    })
  visualizer.source.tell.removed('l')
  expect(await detailOf(visualizer, 's')).toMatchObject({ row: { key: 's' }, messages: [] })
})

test('what is told while a session is asked for is either in its detail or comes after it', async () => {
  const visualizer = await start()
  let answer: () => Promise<SourceDetail> = async () => aDetail()
  const source = createFakeSource({ detail: () => answer() })
  visualizer.addSource(source)
  source.tell.row(aRow('a'))
  await detailOf(visualizer, 'a')
  source.tell.message('a', aMessage(1))

  // Told before the source knows it, within, and right after it has made its answer.
  answer = async () => {
    source.tell.message('a', aMessage(2))
    await Promise.resolve()
    source.tell.message('a', aMessage(3))
    const detail = aDetail(1, 2, 3)
    source.tell.message('a', aMessage(4))
    source.tell.row(aRow('a', { attempt: 2 }))
    return detail
  }
  const { lastEventId, messages } = await detailOf(visualizer, 'a')
  expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3])
  const events = await visualizer.events(`session=a&after=${lastEventId}`)
  const hello = await events.nextHello()
  expect(hello.reset).toBeUndefined()
  expect(await events.nextWith('messages')).toEqual([aMessage(4)])
})

test('a key that is not encoded is refused', async () => {
  const response = await (await start()).ask('sessions/%E0%A4%A')
  expect(response.status).toBe(400)
  expect((await response.json()).error).toContain('not encoded')
})

test.each([
  ['GET', 'nothing', 404],
  ['GET', '', 404],
  ['GET', 'sessions/a/b', 404],
  ['GET', 'sessions/a/recording/b', 404],
  ['GET', 'constructor', 404],
  ['POST', 'sessions', 405],
  ['GET', 'commands', 405],
  ['GET', 'login', 405],
  ['HEAD', 'sessions', 405],
])('%s /api/%s is answered with %s: %s', async (method, path, status) => {
  const response = await (await start()).ask(path, { method })
  expect([response.status, response.headers.has('allow')]).toEqual([status, status === 405])
})

test('the messages of a session can be had as a recording', async () => {
  const visualizer = await startWith('a', 'no definition', 'cut', 'part', 'none')
  const session = {
    type: 'session',
    seq: 7,
    at: 70,
    sessionId: 'a',
    definitionId: 'retry@1',
    name: 'load',
  } as const
  const definition = { id: 'retry' }
  const { details } = visualizer.source
  details.set('a', { ...aDetail(), definition, messages: [session, aMessage(8)] })
  details.set('no definition', { ...aDetail(), messages: [session] })
  details.set('cut', { ...aDetail(8), definition })
  const taken = { source: 'retry', event: 'WAKE', index: 0 }
  const state = {
    type: 'state',
    seq: 90,
    at: 90,
    sessionId: 'a',
    value: 'x',
    status: 'active',
    context: {},
    eventType: 'WAKE',
    taken: [taken],
  } as const
  const { taken: _, ...others } = state
  const plain = { ...others, seq: 91 }
  details.set('part', {
    ...aDetail(),
    messages: [session, state, plain],
    forgotten: 4,
    taken: { 'retry WAKE 0': 1, 'retry ABORT 0': 3 },
  })
  details.set('none', aDetail())
  const textOf = async (key: string) => {
    const response = await visualizer.ask(`sessions/${encodeURIComponent(key)}/recording`)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    return response.text()
  }

  expect(readRecording(await textOf('a'))).toEqual({
    damaged: 0,
    messages: [
      { type: 'definition', seq: 6, at: 70, definitionId: 'retry@1', definition },
      session,
      aMessage(8),
    ],
  })
  expect(readRecording(await textOf('no definition')).messages).toEqual([session])
  expect(readRecording(await textOf('cut')).messages).toEqual([aMessage(8)])
  expect(readRecording(await textOf('part')).messages).toEqual([
    session,
    { type: 'dropped', seq: 8, at: 70, count: 4, sessionId: 'a', taken: { 'retry ABORT 0': 3 } },
    state,
    plain,
  ])
  for (const key of ['none', 'nobody']) {
    const response = await visualizer.ask(`sessions/${key}/recording`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'no messages of this session are held' })
  }
})

test('a snapshot comes from the store, where there is one', async () => {
  const visualizer = await startWithStore()
  expect(await (await visualizer.ask('sessions/l/snapshot')).json()).toMatchObject({ snapshot: 'stored' })
  const live = createFakeSource({
    snapshot: async () => ({ snapshot: 'live', restorable: false, reason: '' }),
  })
  visualizer.addSource(live)
  live.tell.row(aRow('alone'))
  expect(await (await visualizer.ask('sessions/alone/snapshot')).json()).toMatchObject({ snapshot: 'live' })
  visualizer.source.tell.row(aRow('none'))
  for (const key of ['none', 'nobody'])
    expect((await visualizer.ask(`sessions/${key}/snapshot`)).status).toBe(404)
})

test('a connection is cut when a source fails after it was answered', async () => {
  const visualizer = await start()
  const source = createFakeSource({
    info() {
      throw new Error('the disk is gone')
    },
  })
  visualizer.addSource(source)
  const events = visualizer.events().then((client) => client.next())
  await expect(events).rejects.toThrow(/^(socket hang up|it has ended)$/)
})

test('a source that fails is the reason that is told', async () => {
  const visualizer = await start()
  const source = createFakeSource({ detail: () => Promise.reject(new Error('the disk is gone')) })
  visualizer.addSource(source)
  source.tell.row(aRow('a'))
  const response = await visualizer.ask('sessions/a')
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({ error: 'the disk is gone' })
})
