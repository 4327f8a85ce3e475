import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { root } from '../../support/project.ts'
import { tryRun } from '../../support/run.ts'

const FOLDER = 'examples/patterns'

/** What each program prints, line by line. */
const PROGRAMS: Readonly<Record<string, readonly unknown[]>> = {
  'async-functions': ['Ada, at attempt 3', 'slept 300 ms'],
  'async-generator': ['rows 1 2 3 4 5 6 7 8', 'in 3 requests'],
  'async-predicate': ['stored, at attempt 4', 'the API refused: NO_SUCH_TABLE', 'at attempt 1'],
  'audit-log': [
    'transfer-1 attempt 1 begins',
    'transfer-1 attempt 1: HttpError: 503 Service Unavailable',
    'transfer-1 sleeps 50 ms',
    'transfer-1 attempt 2 begins',
    'transfer-1 attempt 2: HttpError: 429 Too Many Requests',
    'transfer-1 sleeps 100 ms',
    'transfer-1 attempt 3 begins',
    'transfer-1 done',
  ],
  'cause-chain': [
    'page of {"name":"Ada"}, at attempt 2',
    'cannot show the page < cannot load the profile < terminated',
    'at attempt 1',
  ],
  'circuit-breaker': [
    'HttpError: 503 Service Unavailable, 3 requests so far',
    'CircuitOpenError: the service is down, 3 requests so far',
    '200 after the pause, 4 requests so far',
  ],
  controller: ['status 200', 'text {}', 'TypeError: fetch failed, at attempt 1'],
  coroutine: ['{"name":"Ada"}, at attempt 3', '{"name":"Ada"} and {"name":"Ada"}'],
  'current-attempt': [
    expect.stringMatching(/^sent by attempt \d$/),
    expect.stringMatching(/^\d requests with 1 idempotency key$/),
  ],
  'effection-operation': ['{"ready":true}', 'after 3 requests', 'halted in its sleep: 0 requests since'],
  'eternal-service': ['event 1', 'event 2', 'shut down after 3 connections'],
  'handle-retry-error': [
    'attempt 3 threw HttpError: 503 Service Unavailable',
    'all of them: HttpError: 500 Internal Server Error, HttpError: 502 Bad Gateway, HttpError: 503 Service Unavailable',
    'slept 100 ms',
    'by hand: HttpError: 503 Service Unavailable',
    'by an option: HttpError: 503 Service Unavailable',
    'by a callback: unknown after 3 attempts',
  ],
  'high-frequency': ['50000 calls, 50050 reads'],
  loop: ['{"ready":true}', 'after 3 requests'],
  'poll-job': ['job 1 is done', '7 requests, 1 job'],
  'rate-limit': [
    'somebody else has used 3 of 8 requests a second',
    '10 of 10 calls answered',
    // When the machine is busy, the server's second and the limiter's are not the same.
    expect.stringMatching(/^\d+ requests refused on the way$/),
  ],
  'resource-pool': ['20 calls, 29 requests, at most 4 at a time'],
  'retry-context': [
    '0 users',
    'cleaned up',
    expect.stringMatching(/^RetryError: count gave up after 3 attempts in .* no such table: orders$/),
  ],
}

describe.concurrent('the patterns as programs', { timeout: 60_000 }, () => {
  it.each(Object.entries(PROGRAMS))('%s', async (name, lines) => {
    const file = `${FOLDER}/${name}.ts`
    const args = ['--conditions=@holdfast/source', '--import', 'tsx', file]
    const { code, stdout, stderr } = await tryRun(process.execPath, args, { cwd: root, timeout: 30_000 })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.trimEnd().split('\n')).toEqual(lines)
  })
})

it('every pattern is among them', () => {
  const files = readdirSync(`${root}/${FOLDER}`).filter((file) => file.endsWith('.ts'))
  expect(files.toSorted()).toEqual(Object.keys(PROGRAMS).map((name) => `${name}.ts`))
})
