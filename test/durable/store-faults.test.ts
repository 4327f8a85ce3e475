import { describe, expect, test, vi } from 'vitest'
import { runWithRetry, waitFixed } from 'holdfast'
import type { AttemptInfo, SessionStore } from 'holdfast'
import { createMemoryStore, StoreError } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { intercept } from './intercept.ts'
import type { Method } from './intercept.ts'
import { createStage, LEASE } from './stage.ts'

const HOUR = 3_600_000
const hang = () => new Promise<never>(() => {})
const full = () => new StoreError('HOLDFAST_STORE_FULL', 'the store has no room left on its disk')

/** Keeps leases such that the keeper beats every 10 ms; on the store's clock, they never run out. */
const lease = 30

/** A store whose calls of some kinds fail while it is broken. */
function createBreakable(inner: SessionStore) {
  const broken = new Set<Method>()
  const calls: Method[] = []
  const store = intercept(inner, (method, pass) => {
    if (method !== 'renew') calls.push(method)
    return broken.has(method) ? Promise.reject(full()) : pass()
  })
  return { store, calls, broken }
}

/** What a session is made to do: it fails once, sleeps for an hour, and succeeds. */
function createJob() {
  const clock = createVirtualClock()
  const attempts: string[] = []
  const policy = { clock, wait: waitFixed(HOUR) }
  const fn = ({ attemptNumber, isRepeated }: AttemptInfo) => {
    attempts.push(`${attemptNumber}${isRepeated ? ' again' : ''}`)
    if (attemptNumber === 1) throw new Error('down')
    return 'ok'
  }
  const run = async (store: SessionStore) => {
    const result = settled(runWithRetry(policy, fn, { id: 'job', store, lease }), 1000)
    for (let turns = 0; turns < 4; turns++) {
      await quiet()
      clock.advance(HOUR)
    }
    return result
  }
  return { run, attempts }
}

describe('a store that fails once', () => {
  test.each([
    ['when it is first asked', 0, [], ['1', '2']],
    ['when the session begins', 1, [], ['1', '2']],
    ['when the session goes to sleep', 2, ['1'], ['1', '2']],
    ['when an attempt is to begin', 3, ['1'], ['1', '2 again']],
    ['when the session has ended', 4, ['1', '2'], ['1', '2']],
  ])('%s fails the call, and a later call goes on', async (_when, faulty, before, after) => {
    const { store: inner } = createStage()
    let calls = 0
    const store = intercept(inner, (method, pass) =>
      method !== 'renew' && calls++ === faulty ? Promise.reject(full()) : pass(),
    )
    const { run, attempts } = createJob()
    const errors = await unhandledDuring(async () => {
      expect(await run(store)).toMatchObject({ error: { code: 'HOLDFAST_STORE_FULL' } })
      expect(attempts).toStrictEqual(before)
      expect(await run(store)).toStrictEqual({ value: 'ok' })
    })
    expect(attempts).toStrictEqual(after)
    expect(errors).toStrictEqual([])
    expect(await inner.get('job')).toMatchObject({ status: 'done', attempt: 2, owner: null })
  })
})

describe('a store that can no longer be written to', () => {
  test.each([
    ['before the session begins', ['insert', 'commit'], [], ['1', '2']],
    ['once it has begun', ['commit'], ['1'], ['1', '2']],
  ] as const)(
    '%s fails the call; once it is mended, a later call goes on',
    async (_when, kinds, before, after) => {
      const { store: inner } = createStage()
      const { store, broken } = createBreakable(inner)
      const { run, attempts } = createJob()
      for (const kind of kinds) broken.add(kind)
      const errors = await unhandledDuring(async () => {
        expect(await run(store)).toMatchObject({ error: { code: 'HOLDFAST_STORE_FULL' } })
        expect(attempts).toStrictEqual(before)
        broken.clear()
        expect(await run(store)).toStrictEqual({ value: 'ok' })
      })
      expect(attempts).toStrictEqual(after)
      expect(errors).toStrictEqual([])
    },
  )

  test('at the end is told of it once it is mended, and the function does not run again', async () => {
    const { store: inner } = createStage()
    const { store, broken } = createBreakable(inner)
    const fn = vi.fn<() => string>(() => (broken.add('commit'), 'ok'))
    expect(await rejection(runWithRetry({}, fn, { id: 'job', store, lease }))).toBeInstanceOf(StoreError)
    expect(await inner.get('job')).toMatchObject({ status: 'active' })
    const waiting = runWithRetry({}, fn, { id: 'job', store, lease })
    expect(await settled(waiting, 30)).toBeUndefined()
    broken.clear()
    expect(await waiting).toBe('ok')
    expect(fn).toHaveBeenCalledTimes(1)
    expect((await inner.history('job')).map(({ type }) => type)).toStrictEqual(['created', 'done'])
  })

  test('does not keep a session from others because its result cannot be written', async () => {
    const encode = (text: string) => {
      if (text.includes('secret')) throw new Error('no key')
      return text
    }
    const store = createMemoryStore({ encode, decode: (text) => text })
    const run = runWithRetry({}, () => 'secret', { id: 'job', store, lease: 1000 })
    expect(await rejection(run)).toMatchObject({ code: 'HOLDFAST_STORE_CODEC' })
    // The keeper has other sessions, whose leases it renews with this one's.
    void runWithRetry({}, hang, { id: 'other', store, lease: 1000 })
    expect(await runWithRetry({}, ({ isRepeated }) => isRepeated, { id: 'job', store, lease })).toBe(true)
  })

  test('and was closed is not told any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const store = createMemoryStore()
      const run = runWithRetry({}, async () => (await store.close(), 'ok'), { id: 'job', store })
      expect(await rejection(run)).toMatchObject({ code: 'HOLDFAST_STORE_CLOSED' })
      expect(vi.getTimerCount()).toBe(1)
      await vi.advanceTimersByTimeAsync(500)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('does not stop a session that is cancelled or given up from saying so', async () => {
    const { store: inner } = createStage()
    const { store, broken } = createBreakable(inner)
    const caller = new AbortController()
    const given = runWithRetry({}, hang, { id: 'given up', store, lease, signal: caller.signal })
    const cancelled = runWithRetry({}, hang, { id: 'cancelled', store, lease })
    await quiet()
    await store.cancel('cancelled')
    broken.add('commit')
    caller.abort('bye')
    expect(await rejection(given)).toBe('bye')
    expect(await rejection(cancelled)).toMatchObject({ code: 'HOLDFAST_SESSION_CANCELLED' })
    broken.clear()
    await vi.waitUntil(async () => (await store.get('cancelled'))?.status === 'cancelled', { interval: 5 })
    expect(await store.get('given up')).toMatchObject({ status: 'active', owner: null })
  })
})

describe('a store that cannot be told of a takeover', () => {
  test('fails the call; a later call takes the session', async () => {
    const { store: inner, clock, enter } = createStage()
    const first = enter()
    void runWithRetry({}, hang, { id: 'job', store: first.store })
    await quiet()
    first.die()
    clock.advance(LEASE)
    const { store, broken } = createBreakable(inner)
    broken.add('claim')
    const fn = vi.fn<() => string>(() => 'ok')
    expect(await rejection(runWithRetry({}, fn, { id: 'job', store }))).toBeInstanceOf(StoreError)
    expect(fn).not.toHaveBeenCalled()
    broken.clear()
    expect(await runWithRetry({}, fn, { id: 'job', store })).toBe('ok')
  })
})

describe('leases that cannot be renewed', () => {
  test('do not end a session, and are renewed once the store can', async () => {
    const { store: inner, clock } = createStage()
    const { store, broken } = createBreakable(inner)
    let resolve = (_value: unknown) => {}
    const job = () => new Promise((settle) => (resolve = settle))
    const run = runWithRetry({}, job, { id: 'job', store, lease: 60 })
    await quiet()
    broken.add('renew')
    clock.advance(30)
    await new Promise((wait) => setTimeout(wait, 45))
    expect((await inner.get('job'))?.leaseUntil).toBe(clock.now() + 30)
    broken.clear()
    await vi.waitUntil(async () => (await inner.get('job'))?.leaseUntil === clock.now() + 60, { interval: 5 })
    resolve('ok')
    expect(await run).toBe('ok')
  })

  test('and sessions that cannot be looked for do not end one either', async () => {
    const { store: inner, clock } = createStage()
    const { store, broken } = createBreakable(inner)
    let resolve = (_value: unknown) => {}
    const job = () => new Promise((settle) => (resolve = settle))
    const run = runWithRetry({}, job, { id: 'job', store, lease })
    await quiet()
    clock.advance(lease)
    const { rev } = (await inner.claim('job', { owner: 'other', leaseFor: 1e9 }))!
    broken.add('get')
    await new Promise((wait) => setTimeout(wait, 30))
    broken.clear()
    await inner.commit(
      'job',
      { rev, owner: 'other' },
      { event: 'done', status: 'done', result: '1', leaseFor: null },
    )
    resolve('mine')
    expect(await run).toBe(1)
  })
})
