import { hostname, userInfo } from 'node:os'

import { runWithRetry } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { retrySession } from '../../src/stores/commands/retry-session.ts'
import { rejection } from '../support/settled.ts'
import { holdfast } from './in-process.ts'
import { dieInAttempt } from './programs.ts'
import { charge, createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
})

afterAll(() => sessions.close())

const me = `${userInfo().username}@${hostname()}`

const lastEvent = async (id: string) => (await sessions.store.history(id)).at(-1)

const refused = (message: string) => ({ code: 4, stdout: '', stderr: `error: ${message}\n` })

describe('holdfast sessions retry', () => {
  const retry = (id: string, ...args: readonly string[]) => holdfast(['sessions', 'retry', id, ...args])

  test('opens a round with which the program goes on', async () => {
    await sessions.failed('invoice')
    expect(await retry('invoice')).toEqual({
      code: 0,
      stdout:
        'invoice runs again, in round 2: its program goes on with attempt 2 when it next calls runWithRetry with this id.\n',
      stderr: '',
    })
    expect(await lastEvent('invoice')).toMatchObject({ type: 'retried', by: me, status: 'sleeping' })
    const { store } = sessions
    expect(await runWithRetry(charge, () => 'paid', { id: 'invoice', store })).toBe('paid')
    expect(await sessions.get('invoice')).toMatchObject({ status: 'done', round: 2, attempt: 2 })
  })

  test('runs one that was cancelled again', async () => {
    await sessions.parked('cancelled')
    await holdfast(['sessions', 'cancel', 'cancelled'])
    expect(await retry('cancelled', '--json')).toMatchObject({ code: 0 })
    expect(await sessions.get('cancelled')).toMatchObject({ status: 'sleeping', round: 2 })
  })

  test('prints what it is now as JSON', async () => {
    await sessions.failed('as JSON')
    const { stdout } = await retry('as JSON', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'retried',
      session: { id: 'as JSON', status: 'sleeping', round: 2, held: false },
    })
  })

  test('refuses one that is done', async () => {
    await sessions.done('done')
    const message = 'done is done, and its result is in the store: another id runs it anew'
    expect(await retry('done')).toEqual(refused(message))
  })

  test('refuses one that somebody runs, and names him', async () => {
    await sessions.held('held')
    const holder = `process ${process.pid} on ${hostname()}`
    expect(await retry('held')).toEqual(
      refused(`held has not ended: ${holder} runs it; wait for its end, or cancel it first`),
    )
  })

  test('refuses one that goes on anyway', async () => {
    await sessions.parked('parked')
    expect(await retry('parked')).toEqual(
      refused('parked has not ended: it goes on when its program next calls runWithRetry with this id'),
    )
  })

  test('opens one round where two ask at once', async () => {
    await sessions.failed('contested')
    const { store } = sessions
    const [one, other] = await Promise.allSettled([
      retrySession(store, 'contested', 'ada@web-1'),
      retrySession(store, 'contested', 'bob@web-2'),
    ])
    expect(one).toMatchObject({ status: 'fulfilled', value: { outcome: 'retried', session: { round: 2 } } })
    expect(other).toMatchObject({
      status: 'fulfilled',
      value: { refusal: expect.stringMatching(/^has not ended/) },
    })
    expect(await lastEvent('contested')).toMatchObject({ type: 'retried', by: 'ada@web-1' })
  })
})

describe('holdfast sessions cancel', () => {
  const cancel = (id: string, ...args: readonly string[]) => holdfast(['sessions', 'cancel', id, ...args])

  test('ends one that nobody runs at once', async () => {
    await sessions.parked('to cancel')
    expect(await cancel('to cancel')).toEqual({ code: 0, stdout: 'to cancel is cancelled.\n', stderr: '' })
    expect(await sessions.get('to cancel')).toMatchObject({ status: 'cancelled' })
    expect(await lastEvent('to cancel')).toMatchObject({ type: 'cancelled', by: me })
  })

  test('leaves one that was cancelled as it is', async () => {
    const { stdout } = await cancel('to cancel', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'unchanged', session: { status: 'cancelled' } })
    expect(await cancel('to cancel')).toMatchObject({ code: 0, stdout: 'to cancel was cancelled before.\n' })
  })

  test('asks the process that runs it, which ends it', async () => {
    const { result } = await sessions.held('to end')
    const holder = `process ${process.pid} on ${hostname()}`
    expect(await cancel('to end')).toMatchObject({
      code: 0,
      stdout: `to end is to be cancelled: ${holder} was asked, and ends it within a second.\n`,
    })
    expect(await rejection(result)).toMatchObject({ name: 'AbortError', code: 'HOLDFAST_SESSION_CANCELLED' })
    const history = await sessions.store.history('to end')
    expect(history).toContainEqual(expect.objectContaining({ type: 'cancelRequested', by: me }))
  })

  test('tells what becomes of one whose process has died', { timeout: 20_000 }, async () => {
    await dieInAttempt(sessions.path, 'orphan')
    expect((await sessions.get('orphan')).owner).not.toBeNull()
    const { stdout } = await holdfast(['sessions', 'list', '--status', 'active'])
    expect(stdout).toMatch(/\norphan +active +1 +nobody /)
    expect(await cancel('orphan')).toMatchObject({
      code: 0,
      stdout:
        'orphan is to be cancelled: its process has died, so whoever takes it next ends it; ' +
        'cancel it again once its lease has run out to end it now.\n',
    })
  })

  test.each(['done', 'failed'] as const)('refuses one that is %s', async (status) => {
    await sessions[status](`ended ${status}`)
    const message = `ended ${status} has ended already: it is ${status}`
    expect(await cancel(`ended ${status}`)).toEqual(refused(message))
  })

  test('refuses one that ended before it was asked', async () => {
    await endedMeanwhile('cancel')
    expect(await cancel('cancel')).toEqual(refused('cancel has ended already: it is done'))
  })
})

/** A session that was done before its owner heard what was asked of it. */
async function endedMeanwhile(request: 'cancel' | 'wake') {
  const { store } = sessions
  const session = { id: request, kind: 'charge', machineVersion: '1', snapshotFormat: 1 }
  await store.insert({ ...session, status: 'active' }, { owner: 'a worker', leaseFor: 60_000 })
  await store[request](request)
  await store.commit(
    request,
    { rev: 1, owner: 'a worker' },
    { status: 'done', event: 'done', leaseFor: null },
  )
}

describe('holdfast sessions wake', () => {
  const wake = (id: string, ...args: readonly string[]) => holdfast(['sessions', 'wake', id, ...args])

  test('makes one that nobody runs due', async () => {
    await sessions.parked('asleep')
    expect(await wake('asleep')).toEqual({
      code: 0,
      stdout: 'asleep is due now: it goes on when its program next calls runWithRetry with this id.\n',
      stderr: '',
    })
    expect(await lastEvent('asleep')).toMatchObject({ type: 'wakeRequested', by: me })
    const { store } = sessions
    expect(await runWithRetry(charge, () => 'paid', { id: 'asleep', store })).toBe('paid')
  })

  test('asks the process that runs it, which goes on', async () => {
    await sessions.held('asleep here')
    const { stdout } = await wake('asleep here', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'requested', session: { held: true } })
    await vi.waitFor(async () => expect((await sessions.get('asleep here')).attempt).toBe(2), 2000)
    const holder = `process ${process.pid} on ${hostname()}`
    expect(await wake('asleep here')).toMatchObject({
      stdout: `asleep here is to wake: ${holder} was asked, and ends the sleep that it is in within a second.\n`,
    })
  })

  test('adds to the history, however long the program keeps it', async () => {
    await sessions.parked('often woken')
    const store = await openSqliteStore(sessions.path, { history: 2000 })
    for (let times = 0; times < 1010; times++) await store.wake('often woken')
    const { length } = await store.history('often woken')
    await wake('often woken')
    expect(await store.history('often woken')).toHaveLength(length + 1)
    await store.close()
  })

  test('refuses one that has ended', async () => {
    await sessions.done('wide awake')
    expect(await wake('wide awake')).toEqual(refused('wide awake does not sleep: it is done'))
  })

  test('refuses one that ended before it was asked', async () => {
    await endedMeanwhile('wake')
    expect(await wake('wake')).toEqual(refused('wake does not sleep: it is done'))
  })
})
