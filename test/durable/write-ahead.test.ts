import { describe, expect, test } from 'vitest'
import { retryIfResult, runWithRetry, stopAfterAttempt, stopAfterDelay, stopAny, waitFixed } from 'holdfast'
import type { AttemptInfo, SessionStore } from 'holdfast'

import { nextTurn, quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { failOn } from './calls.ts'
import { intercept } from './intercept.ts'
import type { Method } from './intercept.ts'
import { createStage } from './stage.ts'

const failingTwice = ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber < 3) throw new Error('down')
  return attemptNumber
}

const typesOf = async (store: SessionStore, id: string) =>
  (await store.history(id)).map(({ type, rev }) => `${rev} ${type}`)

describe.each([
  ['without a hook before it', {}],
  ['with a hook before it', { before: () => {} }],
])('an attempt %s', (_title, hooks) => {
  test('is in the store before the function runs', async () => {
    const { store, clock } = createStage()
    const seen: unknown[] = []
    const run = runWithRetry(
      { ...hooks, clock, wait: ({ attemptNumber }) => (attemptNumber - 1) * 1000 },
      async (attempt) => {
        const record = await store.get('job')
        seen.push([attempt.attemptNumber, record?.attempt, record?.status, record?.kind])
        return failingTwice(attempt)
      },
      { id: 'job', store },
    )
    await quiet()
    clock.advance(1000)
    expect(await run).toBe(3)
    expect(seen).toStrictEqual([1, 2, 3].map((number) => [number, number, 'active', 'retry']))
  })

  test('does not begin before the store has said so', async () => {
    const { store } = createStage()
    let answer = () => {}
    const slow = intercept(store, async (method, pass) => {
      const result = await pass()
      if (method !== 'get') await new Promise<void>((resolve) => (answer = resolve))
      return result
    })
    let attempts = 0
    const run = runWithRetry(hooks, () => ++attempts, { id: 'job', store: slow })
    const writes = 'before' in hooks ? 2 : 1
    for (let write = 1; write <= writes; write++) {
      await quiet()
      expect([write, attempts]).toStrictEqual([write, 0])
      answer()
    }
    await quiet()
    expect(attempts).toBe(1)
    answer()
    await run
  })
})

describe('a session that is stored', () => {
  test('reads once, inserts once and commits once when it succeeds at once', async () => {
    const { store } = createStage()
    const calls: Method[] = []
    const watched = intercept(store, (method, pass) => {
      calls.push(method)
      return pass()
    })
    await runWithRetry({}, () => 'ok', { id: 'job', store: watched })
    expect(calls).toStrictEqual(['get', 'insert', 'commit'])
    expect(await typesOf(store, 'job')).toStrictEqual(['1 created', '2 done'])
  })

  test('says that it sleeps, and until when, before it does', async () => {
    const { store, clock } = createStage()
    const seen: unknown[] = []
    const sleep = async () => {
      const record = await store.get('job')
      seen.push([record?.status, record?.attempt, record?.dueAt])
    }
    const policy = { clock, sleep, wait: waitFixed('1h') }
    await runWithRetry(policy, failingTwice, { id: 'job', store })
    const dueAt = clock.now() + 3_600_000
    expect(seen).toStrictEqual([
      ['sleeping', 1, dueAt],
      ['sleeping', 2, dueAt],
    ])
    expect(await typesOf(store, 'job')).toStrictEqual([
      '1 created',
      '2 sleeping',
      '3 attempt',
      '4 sleeping',
      '5 attempt',
      '6 done',
    ])
  })

  test('adds no commit for a sleep of no length', async () => {
    const { store } = createStage()
    await runWithRetry({}, failingTwice, { id: 'job', store })
    expect(await typesOf(store, 'job')).toStrictEqual(['1 created', '2 attempt', '3 attempt', '4 done'])
  })

  test.each<[string, () => Promise<string>, object, string]>([
    ['value', async () => 'ok', { value: 'ok' }, 'done'],
    ['error', () => Promise.reject(new Error('down')), { error: new Error('down') }, 'failed'],
  ])('gives its %s once that is in the store', async (_kind, fn, expected, status) => {
    const { store } = createStage()
    let answer = () => {}
    const slow = intercept(store, async (method, pass) => {
      if (method === 'commit') await new Promise<void>((resolve) => (answer = resolve))
      return pass()
    })
    const run = runWithRetry({ stop: stopAfterAttempt(1), reraise: true }, fn, { id: 'job', store: slow })
    expect(await settled(run, 20)).toBeUndefined()
    expect(await store.get('job')).toMatchObject({ status: 'active' })
    answer()
    expect(await settled(run)).toEqual(expected)
    expect(await store.get('job')).toMatchObject({ status, owner: null, leaseUntil: null, dueAt: null })
  })

  test('keeps its place while it runs, with a deadline where there is one', async () => {
    const { store, clock } = createStage()
    const begun = clock.now()
    const policy = { clock, timeout: '1 day', wait: waitFixed('1h'), id: 'report', version: '3' }
    const run = runWithRetry(policy, failingTwice, { id: 'job', store, lease: '40s' })
    const facts = { kind: 'report', machineVersion: '3', snapshotFormat: 1, deadlineAt: begun + 86_400_000 }
    await quiet()
    expect(await store.get('job')).toMatchObject({ ...facts, leaseUntil: begun + 40_000 })
    clock.advance(3_600_000)
    await quiet()
    expect(await store.get('job')).toMatchObject({ ...facts, leaseUntil: clock.now() + 40_000, attempt: 2 })
    clock.advance(3_600_000)
    await run
    expect(await store.get('job')).toMatchObject({ status: 'done', snapshot: null, result: '3' })
  })

  test.each([
    ['says', stopAny(stopAfterDelay('9h'), stopAfterAttempt(7)), 7],
    ['does not say', stopAfterDelay('9h'), null],
  ])('keeps how many attempts there may be, where its strategy %s', async (_whether, stop, attemptLimit) => {
    const { store, clock } = createStage()
    const policy = { clock, stop, wait: waitFixed('1h') }
    const run = runWithRetry(policy, failingTwice, { id: 'job', store })
    await quiet()
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', attemptLimit })
    run.catch(() => {})
  })

  test('follows the machine that goes on with it: of how many attempts there may be', async () => {
    const { store } = createStage()
    await failOn(store, new Error('down'), { stop: stopAfterAttempt(2) })
    expect(await store.get('job')).toMatchObject({ attempt: 2, attemptLimit: 2 })
    const policy = { stop: stopAfterAttempt(4) }
    await runWithRetry(policy, async () => 'ok', { id: 'job', store, restart: true })
    expect(await store.get('job')).toMatchObject({ attempt: 3, attemptLimit: 4 })
  })

  test('keeps the last state of one that failed, to look at', async () => {
    const { store } = createStage()
    const run = runWithRetry({ retry: () => false }, () => Promise.reject(new Error('down')), {
      id: 'job',
      store,
    })
    await expect(run).rejects.toThrow('down')
    const { snapshot, error } = (await store.get('job'))!
    expect(JSON.parse(snapshot!)).toMatchObject({ attemptNumber: 1, snapshot: { status: 'error' } })
    expect(error).toContain('down')
  })

  test('may wait for a result of its own', async () => {
    const { store, clock } = createStage()
    const policy = { clock, retry: retryIfResult((value) => value === undefined), wait: waitFixed(1000) }
    const run = runWithRetry(policy, ({ attemptNumber }) => (attemptNumber < 2 ? undefined : 'ready'), {
      id: 'job',
      store,
    })
    await quiet()
    clock.advance(1000)
    expect(await run).toBe('ready')
    await nextTurn()
  })
})
