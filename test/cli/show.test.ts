import { stripVTControlCharacters } from 'node:util'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry, stopAfterAttempt } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

import { holdfast } from './in-process.ts'
import { charge, createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
})

afterAll(() => sessions.close())

const show = (...args: readonly string[]) => holdfast(['sessions', 'show', ...args])

const decoded = async (id: string): Promise<unknown> => {
  const { stdout } = await show(id, '--json')
  return (JSON.parse(stdout) as { decoded: unknown }).decoded
}

describe('holdfast sessions show', () => {
  test('shows what a session failed with, and what that came of', async () => {
    await sessions.failed('failed')
    const { code, stdout } = await show('failed')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^failed\n {2}status {6}failed\n {2}machine {5}charge, version 1\n {2}attempts {4}1 \(at most 1\)\n/,
    )
    expect(stdout).toMatch(
      new RegExp(
        [
          '  last error  RetryError: reject gave up after 1 attempt in .* \\(HOLDFAST_RETRY_EXHAUSTED\\)',
          ' {14}  caused by Error: fetch failed',
          ' {14}    caused by Error: connect ECONNREFUSED 127.0.0.1:1 \\(ECONNREFUSED\\)\n',
        ].join('\n'),
      ),
    )
    expect(stdout).not.toContain('run by')
  })

  test('shows the history, with who wrote it', async () => {
    await sessions.done('done')
    const { stdout } = await show('done')
    expect(stdout).toMatch(/\n\nWHEN +WHAT +ATTEMPT +BY +NOTE\n/)
    expect(stdout).toMatch(new RegExp(`Z \\([^)]+\\) +created +1 +process ${process.pid} on `))
    expect(stdout).toMatch(/Z \([^)]+\) +done +1 /)
  })

  test('shows a result', async () => {
    await sessions.done('valued', { receipt: 7, lines: ['\u001b[2J'] })
    expect((await show('valued')).stdout).toContain("\n  result      { receipt: 7, lines: [ '\\x1B[2J' ] }\n")
  })

  test('says that a sleeping session belongs to its program, and how long it sleeps', async () => {
    await sessions.parked('parked')
    const { stdout } = await show('parked')
    expect(stdout).toContain('\n  state       sleeping.resting, 3 h of sleep left\n')
    expect(stdout).toMatch(/\n {2}due {9}\d{4}-.*Z \(in 3 h\)\n/)
    expect(stdout).toContain(
      '\n  run by      nobody now: it belongs to its program, and goes on when that next calls runWithRetry with this id\n',
    )
    expect(stdout).toContain('\n  last error  TypeError: down\n')
  })

  test('names the process that holds a session', async () => {
    await sessions.held('held')
    expect((await show('held')).stdout).toMatch(
      new RegExp(`\\n {2}run by {6}process ${process.pid} on .*, which goes on with it\\n`),
    )
  })

  test('prints one document of JSON: the record, the history, and what is in the texts', async () => {
    const { stdout } = await show('parked', '--json')
    const record = await sessions.get('parked')
    expect(JSON.parse(stdout)).toEqual({
      ...record,
      held: false,
      history: await sessions.store.history('parked'),
      decoded: {
        state: 'sleeping.resting',
        attemptNumber: 1,
        sleepLeft: expect.any(Number),
        error: { name: 'TypeError', message: 'down' },
        problem: null,
      },
    })
  })

  test('says how many attempts there may be, where the strategy does', async () => {
    const { store } = sessions
    const limited = createRetryMachine({ id: 'limited', stop: stopAfterAttempt(2) })
    const fail = () => Promise.reject(new Error('down'))
    await runWithRetry(limited, fail, { id: 'bounded', store }).catch(() => {})
    expect((await show('bounded')).stdout).toContain('\n  attempts    2 (at most 2)\n')
    await runWithRetry(limited, fail, { id: 'bounded', store, restart: true }).catch(() => {})
    expect((await show('bounded')).stdout).toContain('\n  attempts    4, 2 of them in round 2 (at most 2)\n')
  })

  test('counts the attempts of a round', async () => {
    const { store } = sessions
    await sessions.failed('again')
    await holdfast(['sessions', 'retry', 'again'])
    expect((await show('again')).stdout).toContain('\n  attempts    1, none of them in round 2 (at most 1)\n')
    const leaving = new AbortController()
    const fn = async () => {
      leaving.abort()
      throw new Error('down')
    }
    await runWithRetry(charge, fn, { id: 'again', store, signal: leaving.signal }).catch(() => {})
    await vi.waitFor(async () => expect((await sessions.get('again')).owner).toBeNull())
    expect((await show('again')).stdout).toContain('\n  attempts    2, 1 of them in round 2\n')
  })

  test('shows what others asked of it, its deadline and its crashes', async () => {
    const { store } = sessions
    const lease = { owner: 'a work\u001ber', leaseFor: 60_000 }
    const deadlineAt = store.now() + 86_400_000 * 5
    const facts = { kind: 'charge', machineVersion: '1', snapshotFormat: 1, status: 'sleeping' } as const
    await store.insert({ id: 'asked', deadlineAt, ...facts }, { ...lease, owner: 'one that died' })
    await store.claim('asked', { ...lease, gone: 'one that died' })
    await store.commit('asked', { rev: 2, owner: lease.owner }, { crashes: 1, event: 'claimed' })
    await store.cancel('asked', 'ada')
    await store.wake('asked')
    const { stdout } = await show('asked')
    expect(stdout).toContain('\n  due         when it is woken\n')
    expect(stdout).toContain('\n  run by      a work\\x1ber, which goes on with it\n')
    expect(stdout).toContain('\n  asked to    end, wake\n')
    expect(stdout).toContain('\n  crashes     1\n')
    expect(stdout).toMatch(/ wakeRequested +0$/m)
    expect((await holdfast(['sessions', 'list'])).stdout).toMatch(
      /\nasked +sleeping +0 +when woken +a work\\x1ber /,
    )
    expect(stdout).toMatch(/\n {2}deadline {4}.* \(in 5 d\)\n/)
  })

  test('does not fail on texts that its program has encrypted', async () => {
    const path = `${sessions.folder}/encrypted.db`
    const store = await openSqliteStore(path, { encode: btoa, decode: atob })
    const leaving = new AbortController()
    const fail = async () => {
      leaving.abort()
      throw new Error('down')
    }
    await runWithRetry(charge, () => 'secret', { id: 'done', store })
    await runWithRetry(charge, fail, { id: 'parked', store, signal: leaving.signal }).catch(() => {})
    await vi.waitFor(async () => expect((await store.get('parked'))?.owner).toBeNull())
    await store.close()
    const done = await show('done', '--store', path)
    expect(done).toMatchObject({ code: 0 })
    expect(done.stdout).toContain(`\n  result      ${btoa('"secret"')}\n`)
    const parked = await show('parked', '--store', path)
    expect(parked).toMatchObject({ code: 0 })
    expect(parked.stdout).toMatch(/\n {2}unread {6}the snapshot is damaged: it is no JSON text\n/)
  })

  test('shows what a codec of the program has written', async () => {
    const { store } = sessions
    const codec = { stringify: () => 'as text', parse: (text: string) => text }
    await runWithRetry(charge, () => new Date(0), { id: 'dated', store, codec })
    expect((await show('dated')).stdout).toContain("\n  result      'as text'\n")
  })

  test('shows the error of a session whose snapshot is damaged', async () => {
    const { store } = sessions
    await sessions.failed('half')
    const { rev, owner } = await sessions.get('half')
    await store.commit('half', { rev, owner }, { snapshot: '{"holdfast":1', event: 'failed' })
    expect(await decoded('half')).toMatchObject({
      error: { name: 'RetryError' },
      problem: 'the snapshot is damaged: it is no JSON text',
    })
  })

  test('cuts the history to the terminal, and nothing of the rest', async () => {
    const { stdout } = await holdfast(['sessions', 'show', 'parked'], { columns: 70 })
    const plain = stripVTControlCharacters(stdout)
    expect(plain).toMatch(/ released +1 +proces[s\d ]*…\n/)
    expect(plain).toContain('nobody now: it belongs to its program, and goes on when that next calls')
  })

  test('knows the last error while the next attempt is under way', async () => {
    const { store } = sessions
    const stopped = new AbortController()
    const fn = ({ attemptNumber }: { attemptNumber: number }) =>
      attemptNumber === 1 ? Promise.reject(new RangeError('too far')) : new Promise(() => {})
    const result = runWithRetry({ stop: stopAfterAttempt(2), id: 'charge' }, fn, {
      id: 'second',
      store,
      signal: stopped.signal,
    })
    await vi.waitFor(async () => expect((await sessions.get('second')).attempt).toBe(2))
    expect(await decoded('second')).toMatchObject({
      state: 'attempting.running',
      attemptNumber: 2,
      error: { name: 'RangeError', message: 'too far' },
    })
    stopped.abort()
    await result.catch(() => {})
  })
})
