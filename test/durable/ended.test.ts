import { describe, expect, test } from 'vitest'
import { isRetryError, RetryError, runWithRetry, stopAfterAttempt, TimeoutError } from 'holdfast'

import { rejection } from '../support/settled.ts'
import { ask, failingWith, failOn } from './calls.ts'
import { createStage } from './stage.ts'

class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused'
  readonly account: string

  constructor(account: string, options?: ErrorOptions) {
    super(`account ${account} refused`, options)
    this.account = account
  }
}

describe('a session that is done', () => {
  test('answers from the store, and runs nothing', async () => {
    const { store } = createStage()
    await runWithRetry({}, () => ({ paid: [1, undefined] }), { id: 'job', store })
    expect(await ask(store)).toStrictEqual({ paid: [1, undefined] })
    expect(await ask(store, { restart: true })).toStrictEqual({ paid: [1, undefined] })
    expect((await store.get('job'))?.rev).toBe(2)
  })

  test('has undefined as a result where the function gave none', async () => {
    const { store } = createStage()
    expect(await runWithRetry({}, () => {}, { id: 'job', store })).toBeUndefined()
    expect(await ask(store)).toBeUndefined()
  })

  test('has the value of the retryErrorCallback where that gave one', async () => {
    const { store } = createStage()
    const policy = { stop: stopAfterAttempt(1), retryErrorCallback: () => 'instead' }
    const run = runWithRetry(policy, failingWith(new Error('down')), { id: 'job', store })
    expect([await run, await ask(store)]).toStrictEqual(['instead', 'instead'])
  })
})

describe('a session that has failed', () => {
  test('throws its error again, says when it failed, and runs nothing', async () => {
    const { store, clock } = createStage()
    const thrown = Object.assign(new Error('down', { cause: new Error('refused') }), { code: 'ECONNRESET' })
    expect(await failOn(store, thrown)).toBe(thrown)
    const failedAt = new Date(clock.now()).toISOString()
    clock.advance(1e6)
    const error = await rejection(ask(store))
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ message: 'down', code: 'ECONNRESET', stack: thrown.stack })
    expect(error).toMatchObject({ cause: { message: 'refused' }, stored: { id: 'job', failedAt } })
    expect(thrown).not.toHaveProperty('stored')
  })

  test('throws an error of its own class where that is registered', async () => {
    const { store } = createStage()
    await failOn(store, new PaymentRefused('7', { cause: new PaymentRefused('8') }))
    const known = await rejection(ask(store, { errors: [PaymentRefused] }))
    expect(known).toBeInstanceOf(PaymentRefused)
    expect(known).toMatchObject({ account: '7', cause: { account: '8' } })
    const unknown = await rejection(ask(store))
    expect(unknown).not.toBeInstanceOf(PaymentRefused)
    expect(unknown).toMatchObject({ name: 'PaymentRefused', account: '7' })
  })

  test('throws a RetryError that is one, with its attempts', async () => {
    const { store } = createStage()
    await failOn(store, new Error('down'), { stop: stopAfterAttempt(2) })
    const error = await rejection(ask(store))
    if (!isRetryError(error)) throw error
    expect(error).toBeInstanceOf(RetryError)
    expect(error.statistics.attemptNumber).toBe(2)
    expect(error.errors).toHaveLength(2)
    expect(error.lastAttempt).toMatchObject({ failed: true, attemptNumber: 2 })
    expect(error.cause).toBe(error.errors[1])
    expect(() => error.lastAttempt.result()).toThrow('down')
    expect(() => error.reraise()).toThrow('down')
  })

  test('throws what is no error as it was', async () => {
    const { store } = createStage()
    await failOn(store, 'down')
    expect(await rejection(ask(store))).toBe('down')
    const other = createStage()
    await failOn(other.store, { status: 503 })
    expect(await rejection(ask(other.store))).toMatchObject({ status: 503, stored: { id: 'job' } })
    const third = createStage()
    await failOn(third.store, null)
    expect(await rejection(ask(third.store))).toBeNull()
  })

  test('by its total timeout throws a TimeoutError', async () => {
    const { store } = createStage()
    await rejection(runWithRetry({ timeout: 5 }, () => new Promise(() => {}), { id: 'job', store }))
    const error = await rejection(ask(store))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT', scope: 'session', limit: 5 })
  })
})

describe.each([
  ['cancelled', 'HOLDFAST_SESSION_CANCELLED', 'AbortError', 'was cancelled'],
  ['quarantined', 'HOLDFAST_SESSION_QUARANTINED', 'Error', 'is in quarantine'],
] as const)('a session that is %s', (status, code, name, words) => {
  async function createEnded() {
    const { store } = createStage()
    const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1 }
    await store.insert({ ...session, status: 'sleeping', attempt: 3 })
    await store.commit('job', { rev: 1, owner: null }, { status, event: status, crashes: 5, deadlineAt: 1 })
    return store
  }

  test('says so, and runs nothing', async () => {
    const error = await rejection(ask(await createEnded()))
    expect(error).toMatchObject({ code, name })
    expect((error as Error).message).toContain(`the session job ${words}`)
    expect((error as Error).message).toContain('the option restart runs it again')
  })

  test('runs again with restart', async () => {
    const store = await createEnded()
    const policy = { before: async () => expect(await store.get('job')).toMatchObject(fresh) }
    const fresh = { round: 2, crashes: 0, deadlineAt: null, attempt: 3, owner: expect.any(String) }
    const run = runWithRetry(policy, ({ attemptNumber }) => attemptNumber, {
      id: 'job',
      store,
      restart: true,
    })
    expect(await run).toBe(4)
  })
})

describe('a record that is damaged', () => {
  test.each([
    ['done', 'result', null],
    ['done', 'result', '{"paid":'],
    ['failed', 'error', null],
    ['failed', 'error', '['],
  ] as const)('where it is %s and its %s is %o, is a SnapshotError', async (status, field, text) => {
    const { store } = createStage()
    const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1 }
    await store.insert({ ...session, status: 'active' })
    await store.commit('job', { rev: 1, owner: null }, { status, event: status, [field]: text })
    const error = await rejection(ask(store))
    expect(error).toMatchObject({ name: 'SnapshotError', code: 'HOLDFAST_SNAPSHOT_DAMAGED' })
    expect((error as Error).message).toBe(`the ${field} of the session job is damaged: it is no JSON text`)
  })
})
