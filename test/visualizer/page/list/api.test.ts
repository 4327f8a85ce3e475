import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { createApi } from '../../../../visualizer/src/connection/api.ts'

/** What the server was asked, and what it answers next. */
const asked: { method?: string; url?: string; type?: string; body: string }[] = []
let answer: { status: number; body: string; word?: string }

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '', headers } = request
  const type = headers['content-type'] ?? ''
  asked.push({ method, url, type, body: await text(request) })
  response.writeHead(answer.status, answer.word).end(answer.body)
}

const server = createServer((request, response) => void serve(request, response))

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

beforeEach(() => {
  asked.length = 0
  answer = { status: 200, body: '{}' }
  const { port } = server.address() as AddressInfo
  const platform = globalThis.fetch
  // A page asks relative to its own address.
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
    platform(new URL(path, `http://127.0.0.1:${port}/`), init),
  )
})
afterEach(() => void vi.unstubAllGlobals())

function open() {
  let locks = 0
  const api = createApi({ onLocked: () => void locks++ })
  return { api, locks: () => locks, signal: new AbortController().signal }
}

test('rows are asked for with their filters, in the order that the page has', async () => {
  const { api, signal } = open()
  answer.body = '{"total":3}'
  expect(await api.rows({ status: ['failed'] }, 100, 50, signal)).toEqual({ total: 3 })
  await api.rows({ sort: 'wake', order: 'desc' }, 0, 1, signal)
  expect(asked.map(({ url }) => url)).toEqual([
    '/api/sessions?status=failed&sort=status&order=asc&offset=100&limit=50',
    '/api/sessions?sort=wake&order=desc&offset=0&limit=1',
  ])
})

test('sessions, commands, recordings and events of others go their ways', async () => {
  const { api, signal } = open()
  await api.login('secret')
  await api.detail('stored:a/b:invoice 42', signal)
  await api.command({ command: 'retry', keys: ['a'] })
  await api.addRecording('night & day.jsonl', new Blob(['{}\n']))
  await api.tellStately([{ type: '@xstate.actor' }], 'page 1')
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /api/login',
    'GET /api/sessions/stored%3Aa%2Fb%3Ainvoice%2042',
    'POST /api/commands',
    'POST /api/recordings?name=night%20%26%20day.jsonl',
    'POST /api/stately?page=page%201',
  ])
  expect(asked.map(({ body }) => body)).toEqual([
    '{"token":"secret"}',
    '',
    '{"command":"retry","keys":["a"]}',
    '{}\n',
    '[{"type":"@xstate.actor"}]',
  ])
  expect(asked[3]?.type).toBe('application/x-ndjson')
})

test.each([
  [{ status: 409, body: '{"error":"5 sessions match now"}' }, '5 sessions match now'],
  [{ status: 500, body: '{}', word: 'Broken' }, 'the server answered 500 Broken'],
  [{ status: 502, body: 'Bad Gateway', word: 'Bad Gateway' }, 'the server answered 502 Bad Gateway'],
])('what the server refuses is an error with its words: %o', async (refusal, message) => {
  const { api, signal, locks } = open()
  answer = refusal
  await expect(api.detail('a', signal)).rejects.toMatchObject({ status: refusal.status, message })
  expect(locks()).toBe(0)
})

test('that nothing answers is said in the same words in every browser', async () => {
  const { api, signal } = open()
  for (const words of ['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed']) {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError(words)))
    await expect(api.detail('a', signal)).rejects.toThrow(new TypeError('the server cannot be reached'))
  }
  const aborted = new DOMException('aborted', 'AbortError')
  vi.stubGlobal('fetch', () => Promise.reject(aborted))
  await expect(api.detail('a', signal)).rejects.toBe(aborted)
})

test('a page that the server does not know is locked', async () => {
  const { api, signal, locks } = open()
  answer = { status: 401, body: '{"error":"the token is needed"}' }
  await expect(api.detail('a', signal)).rejects.toThrow('the token is needed')
  expect(locks()).toBe(1)
})
