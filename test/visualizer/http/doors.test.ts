import { once } from 'node:events'
import { connect } from 'node:net'

import type { RowPage } from 'holdfast/visualizer'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { TOKEN, useVisualizers } from '../support/visualizers.ts'

const start = useVisualizers()

const RECORDING = [
  { type: 'recording', version: 1, at: 0, pid: 1 },
  { type: 'definition', seq: 1, at: 1, definitionId: 'retry', definition: { id: 'retry' } },
  { type: 'session', seq: 2, at: 2, sessionId: 'x', definitionId: 'retry', name: 'load' },
]
  .map((line) => JSON.stringify(line))
  .join('\n')

test('a recording that is brought is shown, once', async () => {
  const visualizer = await start()
  const bring = () => visualizer.ask('recordings?name=app.jsonl', { method: 'POST', body: RECORDING })
  const events = await visualizer.events()
  const response = await bring()
  expect(response.status).toBe(200)
  const info = await response.json()
  expect(info).toMatchObject({ type: 'recording', title: 'app.jsonl', connected: true })
  expect(await events.nextWith('sources')).toContainEqual(info)
  expect(await (await bring()).json()).toEqual(info)
  expect((await (await visualizer.events()).nextHello()).sources).toHaveLength(2)
  const page: RowPage = await (await visualizer.ask('sessions?origin=recorded')).json()
  expect(page.rows.map(({ name }) => name)).toEqual(['load'])
})

test('the last ten that were brought are held', async () => {
  const visualizer = await start()
  for (let number = 0; number < 12; number++)
    await visualizer.ask(`recordings?name=${number}.jsonl`, { method: 'POST', body: RECORDING })
  const { sources } = await (await visualizer.events()).nextHello()
  const titles = sources.flatMap(({ type, title }) => (type === 'recording' ? [title] : []))
  expect(titles).toEqual(Array.from({ length: 10 }, (_, index) => `${index + 2}.jsonl`))
})

test('whoever may only look brings none', async () => {
  const visualizer = await start({ readOnly: true })
  const response = await visualizer.ask('recordings?name=app.jsonl', { method: 'POST', body: RECORDING })
  expect(response.status).toBe(403)
  expect((await response.json()).error).toMatch(/^this visualizer only shows/)
})

test.each([
  ['recordings?name=a', 'no recording', /recording/],
  ['recordings?name=', RECORDING, /^a recording needs a name/],
  ['recordings', RECORDING, /^a recording needs a name/],
  ['stately', '[{"type":"nothing of theirs"}]', /^events must be of @statelyai\/inspect/],
  ['stately', '"text"', /^events must be of @statelyai\/inspect/],
  ['stately', '{', /^that is no JSON$/],
])('POST /api/%s of %s is refused', async (path, body, error) => {
  const response = await (await start()).ask(path, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect((await response.json()).error).toMatch(error)
})

test('what is too long is refused', async () => {
  const visualizer = await start()
  const response = await visualizer.ask('stately', { method: 'POST', body: 'x'.repeat(8_000_001) })
  expect(response.status).toBe(413)
  expect(await response.json()).toEqual({ error: 'that is too long: there may be 8 MB at most' })
})

test('whoever breaks off while sending does no harm', async () => {
  const visualizer = await start()
  const socket = connect(visualizer.port, '127.0.0.1')
  socket.write(
    `POST /api/stately HTTP/1.1\r\nHost: ${visualizer.at}\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 99\r\n\r\n[`,
  )
  await once(socket, 'ready')
  socket.destroy()
  await once(socket, 'close')
  expect((await visualizer.ask('sessions')).status).toBe(200)
})

const appEvent = (sessionId: string) => ({
  type: '@xstate.actor',
  name: 'door',
  sessionId,
  rootId: sessionId,
  createdAt: '1767225600000',
  id: sessionId,
  _version: '1',
  snapshot: { status: 'active', value: 'shut', context: {} },
})

test('apps that use @statelyai/inspect tell through the page, or by a socket of their own', async () => {
  const visualizer = await start()
  expect((await visualizer.post('stately', [appEvent('x:0')])).status).toBe(204)
  expect((await visualizer.post('stately', appEvent('x:1'))).status).toBe(204)
  const socket = new WebSocket(`ws://${visualizer.at}/stately?token=${TOKEN}`)
  await once(socket, 'open')
  const events = await visualizer.events()
  socket.send(JSON.stringify(appEvent('x:2')))
  await events.nextWith('rows')
  const page: RowPage = await (await visualizer.ask('sessions')).json()
  expect(page.rows.map(({ name }) => name)).toEqual(['door', 'door', 'door'])
  socket.terminate()
})

test('when it closes, nobody who was refused holds it up', async () => {
  const visualizer = await start()
  const socket = connect({ port: visualizer.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(
    `GET /nothing HTTP/1.1\r\nHost: ${visualizer.at}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 404 /)
  await visualizer.close()
  socket.destroy()
})

test('when it closes, programs and apps are disconnected', async () => {
  const visualizer = await start()
  const sockets = ['/program', '/stately'].map(
    (path) => new WebSocket(`ws://${visualizer.at}${path}?token=${TOKEN}`),
  )
  await Promise.all(sockets.map((socket) => once(socket, 'open')))
  const ends = Promise.all(sockets.map((socket) => once(socket, 'close')))
  await visualizer.close()
  expect(await ends).toHaveLength(2)
})
