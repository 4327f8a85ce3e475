import { hostname, userInfo } from 'node:os'

import { runWithRetry, waitFixed } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import type { CommandReport, RowPage } from 'holdfast/visualizer'
import { expect, test, vi } from 'vitest'

import { runCommand } from '../../../src/visualizer/http/run-command.ts'
import { createHub } from '../../../src/visualizer/table/create-hub.ts'
import { countTurns } from '../stored/listening.ts'
import { aRow, createFakeSource } from '../support/fake-source.ts'
import { useVisualizers } from '../support/visualizers.ts'
import type { TestVisualizer } from '../support/visualizers.ts'

const start = useVisualizers()

const ME = `${userInfo().username}@${hostname()}, visualizer`

async function command(visualizer: TestVisualizer, request: unknown): Promise<CommandReport> {
  const response = await visualizer.post('commands', request)
  expect(response.status).toBe(200)
  return response.json()
}

test('a command goes to the sessions that are named, each once, and says who gave it', async () => {
  const visualizer = await start()
  for (const key of ['a', 'b', 'c']) visualizer.source.tell.row(aRow(key, { can: ['wake'] }))
  expect(await command(visualizer, { command: 'retry', keys: ['a', 'c', 'a'] })).toEqual({
    done: 2,
    refused: [],
    refusals: 0,
  })
  expect(visualizer.source.commands).toEqual([
    ['a', 'retry', ME],
    ['c', 'retry', ME],
  ])
})

test('a command goes to all that match a query, whatever page was shown', async () => {
  const visualizer = await start()
  for (let n = 0; n < 120; n++)
    visualizer.source.tell.row(aRow(`row ${n}`, { status: n % 2 === 0 ? 'failed' : 'done' }))
  const query = { status: ['failed'], search: 'row', limit: 1, offset: 3, sort: 'name' }
  expect((await command(visualizer, { command: 'cancel', query })).done).toBe(60)
  expect(new Set(visualizer.source.commands.map(([key]) => key)).size).toBe(60)
})

test('a command for all that match is refused when other sessions match than were agreed to', async () => {
  const visualizer = await start()
  for (const key of ['a', 'b', 'c']) visualizer.source.tell.row(aRow(key))
  const asked = { command: 'cancel', query: {} }
  const refused = await visualizer.post('commands', { ...asked, expected: 2 })
  expect(refused.status).toBe(409)
  expect(await refused.json()).toEqual({
    error: '3 sessions match now, and 2 were asked about; nothing was done',
  })
  expect(visualizer.source.commands).toEqual([])
  expect((await command(visualizer, { ...asked, expected: 3 })).done).toBe(3)
})

test('who refuses says why; so does who is not there, or fails', async () => {
  const visualizer = await start()
  const source = createFakeSource({
    async command(key) {
      if (key === 'broken') throw new Error('socket closed')
      return key === 'done' ? 'has ended' : undefined
    },
  })
  visualizer.addSource(source)
  for (const key of ['broken', 'fine']) source.tell.row(aRow(key))
  source.tell.row(aRow('done', { id: 'order 7' }))
  const report = await command(visualizer, { command: 'cancel', keys: ['broken', 'done', 'fine', 'nobody'] })
  expect(report.done).toBe(1)
  expect(report.refusals).toBe(3)
  expect(report.refused.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([
    { key: 'broken', name: 'name of broken', reason: 'could not be reached: socket closed' },
    { key: 'done', name: 'name of done', id: 'order 7', reason: 'has ended' },
    { key: 'nobody', reason: 'is not there any more' },
  ])
})

test('who was only asked is counted apart: nobody runs it, or whoever does is yet to end it', async () => {
  const visualizer = await start()
  const store = createFakeSource({
    async command(key) {
      if (key === 'held')
        store.tell.row(aRow('held', { ...stored, owner: 'process 1 on a', asked: 'cancel' }))
      if (key === 'gone') store.tell.removed('gone')
      return undefined
    },
  })
  visualizer.addSource(store)
  const stored = { origin: 'stored', can: ['wake', 'cancel'] } as const
  for (const key of ['left', 'left too', 'gone']) store.tell.row(aRow(key, stored))
  store.tell.row(aRow('held', { ...stored, owner: 'process 1 on a' }))
  visualizer.source.tell.row(aRow('live', { can: ['wake', 'cancel'] }))
  const keys = ['left', 'left too', 'held', 'live']
  expect(await command(visualizer, { command: 'retry', keys })).toMatchObject({ done: 4, asked: 2 })
  expect(await command(visualizer, { command: 'cancel', keys: [...keys, 'gone'] })).toMatchObject({
    done: 5,
    asked: 1,
  })
  expect(await command(visualizer, { command: 'retry', keys: ['live'] })).not.toHaveProperty('asked')
})

test('for each reason it is told how many have it, the most frequent first', async () => {
  const visualizer = await start()
  const source = createFakeSource({
    command: async (key) => (key.startsWith('rare') ? 'is busy' : 'has ended'),
  })
  visualizer.addSource(source)
  const keys = ['rare', ...Array.from({ length: 120 }, (_, n) => `ended ${n}`)]
  for (const key of keys) source.tell.row(aRow(key))
  expect((await command(visualizer, { command: 'retry', keys })).reasons).toEqual([
    { reason: 'has ended', count: 120 },
    { reason: 'is busy', count: 1 },
  ])
})

test('of reasons that are all different no more than a hundred are told', async () => {
  const visualizer = await start()
  const source = createFakeSource({ command: async (key) => `is held by ${key}` })
  visualizer.addSource(source)
  const keys = Array.from({ length: 130 }, (_, n) => `s${n}`)
  for (const key of keys) source.tell.row(aRow(key))
  expect((await command(visualizer, { command: 'retry', keys })).reasons).toHaveLength(100)
})

test('no more than a hundred reasons are told', async () => {
  const visualizer = await start()
  const keys = Array.from({ length: 130 }, (_, n) => `nobody ${n}`)
  const report = await command(visualizer, { command: 'retry', keys })
  expect(report.refused).toHaveLength(100)
  expect(report.refusals).toBe(130)
})

test('no more than sixteen sessions are commanded at once', async () => {
  const visualizer = await start()
  let running = 0
  let most = 0
  const source = createFakeSource({
    async command() {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return undefined
    },
  })
  visualizer.addSource(source)
  for (let n = 0; n < 50; n++) source.tell.row(aRow(`row ${n}`))
  expect((await command(visualizer, { command: 'retry', query: {} })).done).toBe(50)
  expect(most).toBe(16)
})

test.each([
  ['retry', ['wake'], ['round'], 'live'],
  ['retry', [], ['round'], 'store'],
  ['retry', ['cancel'], ['wake'], 'store'],
  ['cancel', ['cancel'], ['cancel'], 'live'],
  ['cancel', ['wake'], ['cancel'], 'store'],
  ['cancel', [], [], 'live'],
] as const)('%s goes to who can: live %j, stored %j, so %s', async (asked, live, stored, to) => {
  const visualizer = await start()
  const store = createFakeSource()
  visualizer.addSource(store)
  store.tell.row(aRow('s', { origin: 'stored', id: 'invoice-1', can: stored }))
  visualizer.source.tell.row(aRow('l', { id: 'invoice-1', can: live }))
  await command(visualizer, { command: asked, keys: ['l'] })
  expect(visualizer.source.commands.map(([key]) => key)).toEqual(to === 'live' ? ['l'] : [])
  expect(store.commands.map(([key]) => key)).toEqual(to === 'store' ? ['s'] : [])
})

/** A session that is live, and stored in another source. */
async function aHeldSession(answer?: string) {
  const visualizer = await start()
  const store = createFakeSource({
    async command(...asked) {
      store.commands.push(asked)
      return answer
    },
  })
  visualizer.addSource(store)
  store.tell.row(aRow('s', { origin: 'stored', id: 'invoice-1', owner: 'process 1 on a', can: ['cancel'] }))
  visualizer.source.tell.row(aRow('l', { id: 'invoice-1', can: ['wake', 'cancel'] }))
  return { visualizer, store }
}

test('what a store can ask of whoever runs a session goes there', async () => {
  const { visualizer, store } = await aHeldSession()
  expect((await command(visualizer, { command: 'cancel', keys: ['l'] })).done).toBe(1)
  expect(store.commands).toEqual([['s', 'cancel', ME]])
  expect(visualizer.source.commands).toEqual([])
  // Of a short sleep its store knows nothing.
  await command(visualizer, { command: 'retry', keys: ['s'] })
  expect(store.commands).toHaveLength(1)
  expect(visualizer.source.commands).toEqual([['l', 'retry', ME]])
})

test('where the store refuses it, the program is asked, and says what came of it', async () => {
  const { visualizer, store } = await aHeldSession('could not be changed: it is locked')
  expect((await command(visualizer, { command: 'cancel', keys: ['l'] })).done).toBe(1)
  expect(visualizer.source.commands).toEqual([['l', 'cancel', ME]])
  visualizer.source.tell.row(aRow('l', { id: 'invoice-1', can: [] }))
  expect(await command(visualizer, { command: 'cancel', keys: ['l'] })).toMatchObject({
    done: 0,
    refused: [{ key: 'l', reason: 'could not be changed: it is locked' }],
  })
  expect(store.commands).toHaveLength(2)
})

test('of several that run under one name each is asked itself: only one of them is stored', async () => {
  const { visualizer, store } = await aHeldSession()
  visualizer.source.tell.row(aRow('l2', { id: 'invoice-1', can: ['cancel'] }))
  await command(visualizer, { command: 'cancel', keys: ['l2'] })
  expect(visualizer.source.commands).toEqual([['l2', 'cancel', ME]])
  expect(store.commands).toEqual([])
})

test.each([
  'invoice-1',
  // Of which a part is hidden, live and stored.
  'pay token=abc123secret',
])(
  'the session %s, which runs here and is stored, ends as cancelled, and its history says by whom',
  async (id) => {
    const store = createMemoryStore()
    const visualizer = await start({ store })
    const result = runWithRetry(
      { id: 'charge', wait: waitFixed('1h') },
      () => Promise.reject(new Error('down')),
      { id, store, inspect: visualizer.inspect },
    )
    result.catch(() => {})
    const merged = async () => {
      const { rows }: RowPage = await (await visualizer.ask('sessions')).json()
      const row = rows.find(({ storedKey, owner }) => storedKey !== undefined && owner !== undefined)
      if (row?.status !== 'sleeping') throw new Error('it is not one line yet')
      return row
    }
    const { key } = await vi.waitFor(merged, 5000)
    const asked = async () => (await store.history(id)).filter(({ by }) => by === ME)
    await command(visualizer, { command: 'retry', keys: [key] })
    expect(await asked()).toMatchObject([{ type: 'wakeRequested' }])
    await vi.waitFor(async () => expect(await store.get(id)).toMatchObject({ attempt: 2 }), 5000)
    await vi.waitFor(merged, 5000)
    await command(visualizer, { command: 'cancel', keys: [key] })
    expect(await asked()).toMatchObject([{ type: 'wakeRequested' }, { type: 'cancelRequested' }])
    await expect(result).rejects.toThrow(id)
    expect(await store.get(id)).toMatchObject({ status: 'cancelled' })
  },
)

test('a command to many leaves others their turn', async () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `row ${n}`)
  const hub = createHub()
  const source = createFakeSource({
    async command() {
      const end = performance.now() + 0.01
      while (performance.now() < end);
      return undefined
    },
  })
  hub.addSource(source)
  for (const key of keys) source.tell.row(aRow(key))
  const turns = countTurns()
  expect((await runCommand(hub, { command: 'retry', keys }, ME)).done).toBe(20_000)
  expect(turns.stop()).toBeGreaterThan(10)
})

test('a command on a session that is only stored goes there', async () => {
  const visualizer = await start()
  visualizer.source.tell.row(aRow('s', { origin: 'stored', id: 'invoice-1' }))
  await command(visualizer, { command: 'retry', keys: ['s'] })
  expect(visualizer.source.commands).toHaveLength(1)
})

test('a visualizer that only shows takes no commands', async () => {
  const visualizer = await start({ readOnly: true })
  visualizer.source.tell.row(aRow('a'))
  const response = await visualizer.post('commands', { command: 'retry', keys: ['a'] })
  expect(response.status).toBe(403)
  expect(await response.json()).toEqual({ error: 'this visualizer only shows: it was started with readOnly' })
  expect(visualizer.source.commands).toEqual([])
})

test.each([
  [{}, 'command must be retry or cancel, got undefined'],
  [{ command: 'stop', keys: [] }, 'command must be retry or cancel, got "stop"'],
  [{ command: 'retry' }, 'keys must be given, or else query, got undefined'],
  [{ command: 'retry', keys: ['a'], query: {} }, 'keys must be given, or else query, got ["a"]'],
  [{ command: 'retry', keys: 'a' }, 'keys must be a list of strings, got "a"'],
  [{ command: 'retry', keys: [1] }, 'keys must be a list of strings, got [1]'],
  [{ command: 'retry', query: { status: 'failed' } }, 'status must be a list, got "failed"'],
  [{ command: 'retry', query: { search: 1 } }, 'search must be a string, got 1'],
  [{ command: 'retry', query: 7 }, 'options must be an object, got 7'],
  [
    { command: 'retry', keys: [], force: true },
    'unknown option force: true; there are command, keys, query, expected',
  ],
  [{ command: 'retry', query: {}, expected: -1 }, 'expected must be a whole number from 0, got -1'],
  [{ command: 'retry', query: {}, expected: 0.5 }, 'expected must be a whole number from 0, got 0.5'],
  [{ command: 'retry', keys: [], expected: 0 }, 'expected must be left out where keys are given, got 0'],
  [[], 'options must be an object, got []'],
])('%j is no command', async (request, error) => {
  const response = await (await start()).post('commands', request)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error })
})

test('what is no JSON, or too long, is refused', async () => {
  const visualizer = await start()
  const broken = await visualizer.ask('commands', { method: 'POST', body: '{' })
  expect(broken.status).toBe(400)
  expect(await broken.json()).toEqual({ error: 'that is no JSON' })
  const long = await visualizer.ask('commands', { method: 'POST', body: 'x'.repeat(1_000_001) })
  expect(long.status).toBe(413)
  expect(await long.json()).toEqual({ error: 'that is too long: there may be 1 MB at most' })
})
