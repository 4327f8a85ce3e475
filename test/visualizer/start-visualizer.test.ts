import { once } from 'node:events'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'

import { runWithRetry, stopAfterAttempt } from 'holdfast'
import { attach, createInspector, linkToVisualizer, redact } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { startVisualizer } from 'holdfast/visualizer'
import type { RowPage, SessionDetail, SourceInfo, VisualizerOptions } from 'holdfast/visualizer'
import { expect, onTestFinished, test } from 'vitest'

import { rejection } from '../support/settled.ts'
import { useVisualizers } from './support/visualizers.ts'
import type { TestVisualizer } from './support/visualizers.ts'

const start = useVisualizers()

const LONG_TOKEN = 'sixteen-letters!'

/** The sources that are not the test's own. */
async function sourcesOf(visualizer: TestVisualizer): Promise<readonly SourceInfo[]> {
  const { sources } = await (await visualizer.events()).nextHello()
  return sources.filter(({ id }) => id !== 'fake')
}

const rowsOf = async (visualizer: TestVisualizer): Promise<RowPage['rows']> =>
  ((await (await visualizer.ask('sessions')).json()) as RowPage).rows

test('it says where it is, with the token and without', async () => {
  const { url, address, port } = await start({ token: 'a+b/&c#d' })
  expect(address).toBe(`http://127.0.0.1:${port}/`)
  expect(url).toBe(`http://127.0.0.1:${port}/#token=a%2Bb%2F%26c%23d`)
  expect(new URLSearchParams(new URL(url).hash.slice(1)).get('token')).toBe('a+b/&c#d')
})

test('by default each one has a token of its own', async () => {
  const tokenOf = async () => new URL((await start({ token: undefined as never })).url).hash
  const tokens = [await tokenOf(), await tokenOf()]
  expect(tokens[0]).toMatch(/^#token=[\da-f-]{36}$/)
  expect(tokens[0]).not.toBe(tokens[1])
})

test('a session that is given its inspect is shown', async () => {
  const visualizer = await start()
  expect(await sourcesOf(visualizer)).toEqual([])
  const { inspect } = visualizer
  await runWithRetry(
    { name: 'load', stop: stopAfterAttempt(2) },
    async ({ attemptNumber }) => {
      if (attemptNumber === 1) throw new Error('reset')
      return 'ok'
    },
    { inspect },
  )
  await expect.poll(() => rowsOf(visualizer)).toMatchObject([{ name: 'load', status: 'done', attempt: 2 }])
  expect(await sourcesOf(visualizer)).toMatchObject([{ type: 'program', connected: true }])
  expect(visualizer.inspect).toBe(inspect)
})

test('a program can be attached to it', async () => {
  const visualizer = await start()
  const detach = attach(visualizer)
  await runWithRetry({ name: 'load' }, async () => 'ok')
  detach()
  await expect.poll(() => rowsOf(visualizer)).toMatchObject([{ name: 'load', status: 'done' }])
})

test('values are sanitised as it is told, and limits are kept', async () => {
  const visualizer = await start({
    sessions: 1,
    events: 2,
    sanitize: (value, path) => (value === 'ada' ? 'somebody' : redact(value, path)),
  })
  for (const name of ['first', 'second'])
    await runWithRetry({ name }, async () => ({ user: 'ada', token: 'abc' }), { inspect: visualizer.inspect })
  await expect
    .poll(async () => (await rowsOf(visualizer)).map(({ name, status }) => [name, status]))
    .toEqual([['second', 'done']])
  const [row] = await rowsOf(visualizer)
  const detail: SessionDetail = await (await visualizer.ask(`sessions/${row!.key}`)).json()
  expect(detail.messages.at(-1)).toMatchObject({ output: { user: 'somebody', token: '[redacted]' } })
  expect(detail.forgotten).toBeGreaterThan(0)
})

test.each(['this one', 'another one'])(
  'of a program, %s, no more characters are held than wanted',
  async (which) => {
    const visualizer = await start({ characters: 50_000 })
    const inspector = createInspector()
    const inspect = which === 'this one' ? visualizer.inspect : inspector.inspect
    for (const name of ['first', 'second', 'third'])
      await runWithRetry({ name }, async () => Array(3).fill('x'.repeat(3000)), { inspect })
    const link = which === 'this one' ? undefined : linkToVisualizer(inspector, visualizer.url)
    await expect
      .poll(async () => (await rowsOf(visualizer)).map(({ name, status }) => [name, status]))
      .toEqual([['third', 'done']])
    await link?.close()
  },
)

test.each(['one store', 'a list of stores'])('%s is shown, and stays open', async (how) => {
  const store = createMemoryStore()
  await runWithRetry({}, async () => 'ok', { store, id: 'invoice-1' })
  const visualizer = await start({ store: how === 'one store' ? store : [store] })
  await expect.poll(() => rowsOf(visualizer)).toMatchObject([{ id: 'invoice-1', origin: 'stored' }])
  await visualizer.close()
  expect((await store.get('invoice-1'))?.status).toBe('done')
})

test('recordings are shown', async () => {
  const path = join(tmpdir(), `holdfast-recording-${process.pid}.jsonl`)
  await writeFile(
    path,
    [
      { type: 'recording', version: 1, at: 0, pid: 1 },
      { type: 'definition', seq: 1, at: 1, definitionId: 'retry', definition: { id: 'retry' } },
      { type: 'session', seq: 2, at: 2, sessionId: 'x', definitionId: 'retry', name: 'load' },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  )
  const visualizer = await start({ recordings: [path] })
  await expect.poll(() => rowsOf(visualizer)).toMatchObject([{ name: 'load', origin: 'recorded' }])
})

test('a file that is given twice is shown once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-twice-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const recording = join(folder, 'app.jsonl')
  await writeFile(recording, '{"type":"recording","version":1,"at":0,"pid":1}\n')
  await symlink(recording, join(folder, 'link.jsonl'))
  const path = join(folder, 'retries.db')
  const stores = [await openSqliteStore(path), await openSqliteStore(path)]
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))))
  const visualizer = await start({
    recordings: [recording, `${folder}/./app.jsonl`, join(folder, 'link.jsonl')],
    store: [...stores, createMemoryStore(), createMemoryStore()],
  })
  const titles = (await sourcesOf(visualizer)).map(({ title }) => title)
  expect(titles).toEqual(['retries.db', 'memory', 'memory', 'app.jsonl'])
})

test('its inspect can be copied, and called when it is closed', async () => {
  const visualizer = await start()
  const { inspect } = { ...visualizer }
  expect(visualizer.inspect).toBe(inspect)
  expect(await sourcesOf(visualizer)).toEqual([])
  await visualizer.close()
  expect(await runWithRetry({}, async () => 'ok', { inspect })).toBe('ok')
  expect({ ...visualizer }.inspect).toBe(inspect)
})

test('a recording that is not there is an error', async () => {
  expect(await rejection(start({ recordings: ['/nowhere/app.jsonl'] }))).toMatchObject({ code: 'ENOENT' })
})

test('a port that is taken is an error that says so', async () => {
  const { port } = await start()
  const error = await rejection(start({ port }))
  expect(error).toMatchObject({
    code: 'EADDRINUSE',
    message: `port ${port} of 127.0.0.1 is in use: give another one as port, or 0 for any that is free`,
  })
})

test('other reasons why it cannot listen are the platform’s', async () => {
  const error = await rejection(start({ host: '192.0.2.1', token: LONG_TOKEN }))
  expect(error).toMatchObject({ code: 'EADDRNOTAVAIL' })
})

test.each([
  ['localhost', 'localhost'],
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
  ['::1', '[::1]'],
])('at %s it is called %s', async (host, name) => {
  const visualizer = await start({ host, token: LONG_TOKEN })
  expect(visualizer.address).toBe(`http://${name}:${visualizer.port}/`)
  expect((await visualizer.ask('sessions')).status).toBe(200)
})

test('where it listens on all addresses, each is its name', async () => {
  const visualizer = await start({ host: '0.0.0.0', token: LONG_TOKEN })
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
  for (const { address } of own) {
    const response = await fetch(`http://${address}:${visualizer.port}/api/sessions`, {
      headers: { authorization: `Bearer ${LONG_TOKEN}` },
    })
    expect(response.status).toBe(200)
  }
})

test('when it closes its connections end, and its port is free', async () => {
  const visualizer = await start()
  const events = await visualizer.events()
  await events.nextHello()
  await Promise.all([visualizer.close(), visualizer.close(), visualizer[Symbol.asyncDispose]()])
  await expect(events.next()).rejects.toThrow('it has ended')
  expect(visualizer.source.isClosed).toBe(true)
  const other = createServer().listen(visualizer.port, '127.0.0.1')
  await once(other, 'listening')
  expect((other.address() as AddressInfo).port).toBe(visualizer.port)
  await once(other.close(), 'close')
})

test('it keeps the program alive, unless it is told not to', async () => {
  const servers = () => process.getActiveResourcesInfo().filter((type) => type === 'TCPServerWrap').length
  // Those of other tests are gone a moment later.
  await expect.poll(servers).toBe(0)
  const visualizer = await start()
  expect(servers()).toBe(1)
  await visualizer.close()
  await expect.poll(servers).toBe(0)
  await start({ unref: true })
  expect(servers()).toBe(0)
})

test('nor does a page keep it alive then', async () => {
  const sockets = () => process.getActiveResourcesInfo().filter((type) => type === 'TCPSocketWrap').length
  // Of both ends of a connection, as many as keep the program alive.
  const endsAt = async ({ port, at }: TestVisualizer) => {
    await expect.poll(sockets).toBe(0)
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET /icon.svg HTTP/1.1\r\nHost: ${at}\r\n\r\n`)
    await once(socket, 'data')
    const count = sockets()
    socket.destroy()
    return count
  }
  expect(await endsAt(await start())).toBe(2)
  expect(await endsAt(await start({ unref: true }))).toBe(1)
})

test('it serves the page as it was built', async () => {
  await using visualizer = await startVisualizer({ port: 0 })
  const response = await fetch(visualizer.address)
  expect(await response.text()).toContain('<title>Holdfast</title>')
})

test.each<[unknown, string]>([
  [7, 'options must be an object, got 7'],
  [{ hots: 'x' }, 'unknown option hots: "x"; there are port, host, token, readOnly, store'],
  [{ port: '4400' }, 'port must be a whole number from 0 to 65535, got "4400"'],
  [{ port: 65_536 }, 'port must be a whole number from 0 to 65535, got 65536'],
  [{ port: -1 }, 'port must be a whole number from 0 to 65535, got -1'],
  [{ port: 1.5 }, 'port must be a whole number from 0 to 65535, got 1.5'],
  [{ host: '' }, 'host must be a string that is not empty, got ""'],
  [{ token: '' }, 'token must be a string of visible ASCII characters, got "…"'],
  [{ token: 7 }, 'token must be a string of visible ASCII characters, got 7'],
  [{ token: 'with blank' }, 'token must be a string of visible ASCII characters, got "…"'],
  [
    { host: '0.0.0.0' },
    'token must be given when others can reach the page, as they can at host 0.0.0.0, got undefined',
  ],
  [{ host: 'web-1', token: 'short' }, 'token must be at least 16 characters long at host web-1, got 5'],
  [{ readOnly: 1 }, 'readOnly must be true or false, got 1'],
  [{ store: {} }, 'store must be an object with the methods now, get, list, history, commit, cancel, wake'],
  [{ store: [{}] }, 'store[0] must be an object with the methods'],
  [{ recordings: 'a.jsonl' }, 'recordings must be a list of strings, got "a.jsonl"'],
  [{ recordings: ['a', ''] }, 'recordings[1] must be a string that is not empty, got ""'],
  [{ sessions: 0 }, 'sessions must be a whole number from 1, got 0'],
  [{ events: 0 }, 'events must be a whole number from 1, got 0'],
  [{ characters: 0 }, 'characters must be a whole number from 1, got 0'],
  [{ characters: '64 MB' }, 'characters must be a whole number, got "64 MB"'],
  [{ sanitize: 1 }, 'sanitize must be a function, got 1'],
  [{ clock: {} }, 'clock must be an object with the methods now, monotonic, setTimer'],
  [{ allowedHosts: 'a' }, 'allowedHosts must be a list of strings, got "a"'],
  [{ unref: 1 }, 'unref must be true or false, got 1'],
])('%j is refused', async (options, message) => {
  // Wrong on purpose.
  const error = await rejection(startVisualizer(options as VisualizerOptions))
  expect(error).toMatchObject({ code: 'HOLDFAST_INVALID_OPTION', message: expect.stringContaining(message) })
})
