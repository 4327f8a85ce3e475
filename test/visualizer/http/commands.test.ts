import { hostname, userInfo } from 'node:os'

import type { CommandReport } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

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

test('who refuses says why; so does who is not there, or fails', async () => {
  const visualizer = await start()
  const source = createFakeSource({
    async command(key) {
      if (key === 'broken') throw new Error('socket closed')
      return key === 'done' ? 'has ended' : undefined
    },
  })
  visualizer.addSource(source)
  for (const key of ['broken', 'done', 'fine']) source.tell.row(aRow(key))
  const report = await command(visualizer, { command: 'cancel', keys: ['broken', 'done', 'fine', 'nobody'] })
  expect(report.done).toBe(1)
  expect(report.refusals).toBe(3)
  expect(report.refused.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([
    { key: 'broken', reason: 'could not be reached: socket closed' },
    { key: 'done', reason: 'has ended' },
    { key: 'nobody', reason: 'is not there any more' },
  ])
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
  [{ command: 'retry', keys: [], force: true }, 'unknown option force: true; there are command, keys, query'],
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
