import { request } from 'node:http'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { IncomingMessage } from 'node:http'

import { expect, test } from 'vitest'

import { openVisualizer } from '../../../src/visualizer/open-visualizer.ts'
import { INDEX } from '../support/a-page.ts'
import { rejection } from '../../support/settled.ts'
import { useVisualizers } from '../support/visualizers.ts'

const start = useVisualizers()

test('the page is there for anybody, and is not kept', async () => {
  const { address } = await start()
  for (const path of ['', 'index.html', '?a=1']) {
    const response = await fetch(address + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toBe(INDEX)
  }
})

test('the page may load nothing from elsewhere, and nobody may frame it', async () => {
  const { address } = await start()
  const { headers } = await fetch(address)
  expect(headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  // Whoever opened it may talk to it.
  expect(headers.get('cross-origin-opener-policy')).toBeNull()
})

test.each([
  ['icon.svg', 'image/svg+xml', 'no-cache'],
  ['elk-worker.cjs', 'text/javascript; charset=utf-8', 'no-cache'],
  ['font.bin', 'application/octet-stream', 'no-cache'],
  ['assets/main-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
])('%s is %s', async (path, type, caching) => {
  const { address } = await start()
  const { status, headers } = await fetch(address + path)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('cache-control')).toBe(caching)
})

test('whoever asks for the head gets no body', async () => {
  const { address } = await start()
  const response = await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
  expect(response.headers.get('content-length')).toBe(String(INDEX.length))
  expect(await response.text()).toBe('')
})

test('text is zipped for whoever can read that', async () => {
  const { address } = await start()
  const ask = async (path: string, encoding?: string) => {
    const headers = encoding === undefined ? {} : { 'accept-encoding': encoding }
    const sent = request(address + path, { headers }).end()
    // Node's own types say so.
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    return { headers: response.headers, body: Buffer.concat(chunks) }
  }
  for (let times = 0; times < 2; times++) {
    const zipped = await ask('', 'br, gzip;q=0.9')
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.headers.vary).toBe('accept-encoding')
    expect(zipped.body.length).toBeLessThan(INDEX.length)
    expect(gunzipSync(zipped.body).toString()).toBe(INDEX)
  }
  const plain = await ask('', 'br')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.headers.vary).toBe('accept-encoding')
  expect(plain.body.toString()).toBe(INDEX)
  expect((await ask('')).headers['content-encoding']).toBeUndefined()
  expect((await ask('font.bin', 'gzip')).headers['content-encoding']).toBeUndefined()
})

test.each(['nothing', 'assets', '..%2f..%2fpackage.json', '../package.json', '%00', '__proto__'])(
  'there is nothing at /%s',
  async (path) => {
    const { address } = await start()
    const response = await fetch(address + path)
    expect(response.status).toBe(404)
    expect((await response.json()).error).toMatch(/^there is nothing at \//)
  },
)

test('the page only takes GET and HEAD', async () => {
  const { address } = await start()
  const response = await fetch(address, { method: 'POST' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test('a page that was not built is a clear error', async () => {
  const folder = pathToFileURL('/nowhere/page/')
  const error = await rejection(openVisualizer(folder, { port: 0 }))
  expect(error).toMatchObject({
    message: 'the page of the visualizer is not there: build it with npm run build, into /nowhere/page/',
  })
})
