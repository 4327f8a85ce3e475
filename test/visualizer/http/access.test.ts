import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'

import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createVirtualClock } from 'holdfast/testing'

import { TOKEN, useVisualizers } from '../support/visualizers.ts'
import type { TestVisualizer } from '../support/visualizers.ts'

const start = useVisualizers()

/** Asks with headers that `fetch` would not send. */
async function askWith(
  { port }: TestVisualizer,
  headers: Record<string, string>,
  path = '/api/sessions',
): Promise<{ status: number | undefined; body: string }> {
  const sent = request({ host: '127.0.0.1', port, path, headers }).end()
  // Node's own types say so.
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += chunk
  return { status: response.statusCode, body }
}

/** Sends what no client would, and gives all that comes back. */
async function sendRaw({ port }: TestVisualizer, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  socket.end(text)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

const bearer = { authorization: `Bearer ${TOKEN}` }

const logIn = ({ address }: TestVisualizer, token: unknown, headers: Record<string, string> = {}) =>
  fetch(`${address}api/login`, { method: 'POST', headers, body: JSON.stringify({ token }) })

const cookieOf = async (visualizer: TestVisualizer): Promise<string> =>
  (await logIn(visualizer, TOKEN)).headers.get('set-cookie')!.split(';')[0]!

test.each([
  '/api/sessions',
  '/api/sessions/a',
  '/api/sessions/a/recording',
  '/api/sessions/a/snapshot',
  '/api/events',
  '/api/nothing',
  '/api',
])('%s needs the token', async (path) => {
  const visualizer = await start()
  for (const headers of [
    {},
    { authorization: 'Bearer wrong' },
    { authorization: `Basic ${TOKEN}` },
    { authorization: '' },
    { cookie: `holdfast_${visualizer.port}=${TOKEN}` },
    { cookie: 'holdfast_1=x; other' },
  ]) {
    const response = await fetch(new URL(path, visualizer.address), { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toEqual({
      error: 'this needs the token: open the address that was printed when the visualizer started',
    })
  }
})

test.each(['commands', 'recordings?name=a', 'stately'])('POST /api/%s needs the token', async (path) => {
  const { address } = await start()
  expect((await fetch(`${address}api/${path}`, { method: 'POST', body: '{}' })).status).toBe(401)
})

test('whoever knows the token is given a cookie that scripts cannot read', async () => {
  const visualizer = await start()
  const response = await logIn(visualizer, TOKEN)
  expect(response.status).toBe(204)
  const [pair = '', ...attributes] = response.headers.get('set-cookie')!.split('; ')
  expect(pair).toMatch(new RegExp(`^holdfast_${visualizer.port}=[\\w-]{43}$`))
  expect(attributes).toEqual(['HttpOnly', 'SameSite=Strict', 'Path=/'])
  expect(pair).not.toContain(TOKEN)

  const { status } = await askWith(visualizer, { cookie: `a=b; ${pair}; c=d` })
  expect(status).toBe(200)
  expect((await askWith(visualizer, { cookie: `${pair}x` })).status).toBe(401)
})

test.each([undefined, 7, 'wrong', `${TOKEN}x`, ''])('%j is not the token', async (token) => {
  const response = await logIn(await start(), token)
  expect(response.status).toBe(typeof token === 'string' ? 401 : 400)
  expect(response.headers.get('set-cookie')).toBeNull()
})

test('whoever gives many wrong tokens must wait, and nobody else', async () => {
  const clock = createVirtualClock()
  const visualizer = await start({ clock })
  const cookie = await cookieOf(visualizer)
  const statuses: number[] = []
  for (let times = 0; times < 6; times++) statuses.push((await logIn(visualizer, 'wrong')).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  const response = await logIn(visualizer, TOKEN)
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('1')

  expect((await askWith(visualizer, { cookie })).status).toBe(200)
  expect((await askWith(visualizer, bearer)).status).toBe(200)

  clock.advance(200)
  expect((await logIn(visualizer, 'wrong')).status).toBe(401)
  expect((await logIn(visualizer, TOKEN)).status).toBe(429)
  clock.advance(200)
  expect((await logIn(visualizer, TOKEN)).status).toBe(204)
  expect((await logIn(visualizer, 'wrong')).status).toBe(401)
  expect((await logIn(visualizer, TOKEN)).status).toBe(204)
})

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['LOCALHOST', true],
  ['[::1]', true],
  ['evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['127.0.0.2', false],
])('a page that was asked for at %s is answered: %s', async (name, isAnswered) => {
  const visualizer = await start()
  const { status } = await askWith(visualizer, { ...bearer, host: `${name}:${visualizer.port}` })
  expect(status).toBe(isAnswered ? 200 : 421)
})

test.each(['127.0.0.1', '127.0.0.1:1', 'localhost:'])('%j is not its name', async (host) => {
  const visualizer = await start()
  const { status, body } = await askWith(visualizer, { host }, '/')
  expect(status).toBe(421)
  expect(body).toContain('allowedHosts')
})

test('a request without a name is refused', async () => {
  const visualizer = await start()
  expect(await sendRaw(visualizer, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421 /)
  expect(await sendRaw(visualizer, 'GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 421 /,
  )
  expect(await sendRaw(visualizer, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
})

test.each(['http://127.0.0.1/', '*', '//['])('%s is no path', async (path) => {
  const visualizer = await start()
  const answer = await sendRaw(
    visualizer,
    `GET ${path} HTTP/1.1\r\nHost: ${visualizer.at}\r\nConnection: close\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1.1 40[04] /)
})

test('further names are given by an option', async () => {
  const visualizer = await start({ allowedHosts: ['Inspect.example', 'proxy.example:8080'] })
  const { port } = visualizer
  const statusAt = async (host: string) => (await askWith(visualizer, { ...bearer, host })).status
  expect(await statusAt('inspect.example')).toBe(200)
  expect(await statusAt(`inspect.example:${port}`)).toBe(200)
  expect(await statusAt('proxy.example:8080')).toBe(200)
  expect(await statusAt('proxy.example')).toBe(421)
  expect(await statusAt('other.example')).toBe(421)
})

test('pages of other origins may not ask, with or without a token', async () => {
  const visualizer = await start()
  const cookie = await cookieOf(visualizer)
  for (const origin of [
    'http://evil.example',
    'null',
    `http://localhost:${visualizer.port + 1}`,
    'http://127.0.0.1',
  ])
    for (const credentials of [bearer, { cookie }]) {
      const { status, body } = await askWith(visualizer, { ...credentials, origin })
      expect(status).toBe(403)
      expect(JSON.parse(body).error).toBe(`pages of ${origin} may not ask this server`)
    }
  expect((await logIn(visualizer, TOKEN, { origin: 'http://evil.example' })).status).toBe(403)
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    const origin = `http://${host}:${visualizer.port}`
    expect((await askWith(visualizer, { cookie, origin })).status).toBe(200)
  }
})

/** Opens a WebSocket, and says how that went. */
async function upgrade(
  { port }: TestVisualizer,
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  // After it comes an answer.
  socket.on('error', () => {})
  const opened = once(socket, 'open').then(() => 101)
  const refused = once(socket, 'unexpected-response').then(
    // Node's own types say so.
    ([, response]) => (response as IncomingMessage).statusCode ?? 0,
  )
  const status = await Promise.race([opened, refused])
  socket.terminate()
  return status
}

test.each(['/program', '/stately'])('%s opens for whoever knows the token', async (path) => {
  const visualizer = await start()
  const origin = 'http://app.example'
  const cookie = await cookieOf(visualizer)
  expect(await upgrade(visualizer, path, bearer)).toBe(101)
  // Of programs, none is a page.
  const forPages = path === '/stately' ? 101 : 403
  expect(await upgrade(visualizer, path, { ...bearer, origin })).toBe(forPages)
  expect(await upgrade(visualizer, `${path}?token=${TOKEN}`)).toBe(101)
  expect(await upgrade(visualizer, `${path}?token=${TOKEN}`, { origin })).toBe(forPages)
  expect(await upgrade(visualizer, path, { cookie })).toBe(101)
  expect(await upgrade(visualizer, path, { cookie, origin: `http://${visualizer.at}` })).toBe(101)

  expect(await upgrade(visualizer, path)).toBe(401)
  expect(await upgrade(visualizer, path, { cookie: 'a=b' })).toBe(401)
  expect(await upgrade(visualizer, path, { cookie, origin })).toBe(403)
  expect(await upgrade(visualizer, path, { authorization: 'Bearer wrong' })).toBe(401)
  expect(await upgrade(visualizer, `${path}?token=wrong`, { cookie })).toBe(401)
  expect(await upgrade(visualizer, path, { ...bearer, host: 'evil.example' })).toBe(421)
})

test('nothing else is a WebSocket', async () => {
  const visualizer = await start()
  expect(await upgrade(visualizer, '/api/events', bearer)).toBe(404)
  expect(await upgrade(visualizer, '/constructor', bearer)).toBe(404)
})

test('a page of another origin keeps out nobody but itself', async () => {
  const visualizer = await start({ clock: createVirtualClock() })
  const origin = 'http://evil.example'
  for (let times = 0; times < 6; times++)
    expect(await upgrade(visualizer, '/program?token=x', { origin })).toBe(403)
  for (let times = 0; times < 6; times++)
    expect(await upgrade(visualizer, '/stately?token=x', { origin })).toBe(times < 5 ? 401 : 429)
  expect(await upgrade(visualizer, `/stately?token=${TOKEN}`, { origin })).toBe(429)
  expect(await upgrade(visualizer, `/stately?token=${TOKEN}`, { origin: 'http://app.example' })).toBe(101)
  expect(await upgrade(visualizer, `/stately?token=${TOKEN}`)).toBe(101)
  expect(await upgrade(visualizer, '/program', bearer)).toBe(101)
})

test('whoever is refused a WebSocket is disconnected', async () => {
  const visualizer = await start()
  const socket = connect({ port: visualizer.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(
    `GET /program HTTP/1.1\r\nHost: ${visualizer.at}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
  await once(socket, 'end')
  expect(answer).toMatch(/^HTTP\/1.1 401 .*\{"error":"this needs the token/s)
  // The other end is gone as a whole, not its sending half: what is written to it comes back as an error.
  const reset = once(socket, 'error')
  const goOn = () => socket.write('x', (error) => (error ? undefined : setImmediate(goOn)))
  goOn()
  expect((await reset)[0]).toMatchObject({ code: expect.stringMatching(/^(EPIPE|ECONNRESET)$/) })
})

test('whoever asks for something else than a WebSocket is told what there is', async () => {
  const visualizer = await start()
  const answer = await sendRaw(
    visualizer,
    `GET / HTTP/1.1\r\nHost: ${visualizer.at}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1.1 426 /)
  expect(answer).toMatch(/\r\nupgrade: websocket\r\n/)
  expect(answer).toContain(
    'this server opens WebSockets alone, at /program, /stately: ask without the header Upgrade',
  )
})

test('of somebody who logs in, no more is read than a token', async () => {
  const response = await logIn(await start(), 'x'.repeat(10_000))
  expect(response.status).toBe(413)
  expect(await response.json()).toEqual({ error: 'that is too long: there may be 10 KB at most' })
})

test('a program that was left behind with an old token keeps nobody out of the page', async () => {
  const visualizer = await start({ clock: createVirtualClock() })
  for (let times = 0; times < 5; times++)
    expect(await upgrade(visualizer, '/program', { authorization: 'Bearer old' })).toBe(401)
  expect(await upgrade(visualizer, '/program', bearer)).toBe(429)
  expect((await logIn(visualizer, TOKEN)).status).toBe(204)
})

test('a connection that breaks while it is refused does no harm', async () => {
  const visualizer = await start()
  const socket = connect(visualizer.port, '127.0.0.1')
  socket.write(
    `GET /program HTTP/1.1\r\nHost: ${visualizer.at}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect(await upgrade(visualizer, '/program', bearer)).toBe(101)
})
