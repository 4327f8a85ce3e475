import { runWithRetry, stopAfterAttempt, TimeoutError } from 'holdfast'
import { expect, it } from 'vitest'
import { explain } from '../../../examples/failing-server/explain.ts'
import { HttpError } from '../../../examples/failing-server/http-error.ts'

const http = (status: number, statusText: string, headers: HeadersInit = {}) =>
  new HttpError(new Response(null, { status, statusText, headers }))

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })

it.each([
  ['an answer that is no success', http(503, 'Service Unavailable'), '503 Service Unavailable'],
  ['a 429', http(429, 'Too Many Requests', { 'retry-after': '3' }), 'Retry-After: 3'],
  ['a reset connection', new TypeError('fetch failed', { cause: reset }), 'ECONNRESET'],
  [
    'a body cut short',
    new TypeError('terminated', { cause: new Error('other side closed') }),
    'other side closed',
  ],
  ['a slow attempt', new TimeoutError('attempt', 800), 'timeout 0.8 s'],
  ['any other error', new Error('stopped'), 'stopped'],
  ['an object', { status: 'PENDING', progress: '20%' }, 'PENDING, 20%'],
  ['a primitive', 42, '42'],
])('explains %s', (_what, value, words) => {
  expect(explain(value)).toBe(words)
})

it('explains what a session gave up on', async () => {
  const gaveUp = runWithRetry({ stop: stopAfterAttempt(1) }, () => Promise.reject(http(500, 'Broken')))
  await expect(gaveUp.catch(explain)).resolves.toBe('gave up: 500 Broken')
})
