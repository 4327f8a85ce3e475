import { expect, test, vi } from 'vitest'
import { runWithRetry, waitFixed } from 'holdfast'
import type { AttemptInfo, SessionStore } from 'holdfast'
import { StoreError } from 'holdfast/memory'

import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { intercept } from './intercept.ts'
import { createStage, LEASE } from './stage.ts'

const hang = () => new Promise<never>(() => {})

/** Another process takes a session whose lease has run out: its own had no time to renew it. */
const takeOver = (store: SessionStore) => store.claim('job', { owner: 'other', leaseFor: 1e9 })

/** What the other process makes of it. */
async function finish(store: SessionStore, value: unknown) {
  const { rev } = (await store.get('job'))!
  const change = { status: 'done', event: 'done', result: JSON.stringify(value), leaseFor: null } as const
  await store.commit('job', { rev, owner: 'other' }, change)
}

/** A session in an attempt that ends when it is told to, and has been taken by another process meanwhile. */
async function lose() {
  const { clock, store } = createStage()
  let end = { resolve: (_value: unknown) => {}, reject: (_error: unknown) => {} }
  let signal: AbortSignal | undefined
  const fn = vi.fn<(attempt: AttemptInfo) => unknown>((attempt) => {
    signal = attempt.signal
    return new Promise((resolve, reject) => (end = { resolve, reject }))
  })
  const run = runWithRetry({ clock, wait: waitFixed(1) }, fn, { id: 'job', store })
  await quiet()
  clock.advance(LEASE)
  await takeOver(store)
  return {
    store,
    clock,
    run,
    fn,
    ...end,
    aborted: () => signal?.aborted,
    reason: () => signal?.reason as unknown,
  }
}

test('the late value of a session that was taken over is refused; the caller gets the other’s', async () => {
  const { store, run, resolve } = await lose()
  resolve('mine')
  expect(await settled(run, 30)).toBeUndefined()
  expect(await store.get('job')).toMatchObject({ status: 'active', owner: 'other', result: null })
  await finish(store, 'other’s')
  expect(await run).toBe('other’s')
})

test('so is its late error', async () => {
  const { store, run, reject, clock } = await lose()
  reject(new Error('mine'))
  await quiet()
  clock.advance(1)
  expect(await settled(run, 30)).toBeUndefined()
  await finish(store, 'other’s')
  expect(await run).toBe('other’s')
  expect((await store.history('job')).map(({ type }) => type)).toStrictEqual(['created', 'claimed', 'done'])
})

test('an attempt that begins late does not run', async () => {
  const { clock, store } = createStage()
  const fn = vi.fn<() => unknown>().mockRejectedValueOnce(new Error('down'))
  const run = runWithRetry({ clock, wait: waitFixed(LEASE) }, fn, { id: 'job', store })
  await quiet()
  clock.advance(LEASE - 1)
  clock.jump(2)
  await takeOver(store)
  clock.advance(1)
  await quiet()
  expect(fn).toHaveBeenCalledTimes(1)
  await finish(store, 'other’s')
  expect(await run).toBe('other’s')
})

test('the keeper notices that it was taken over, and the attempt’s signal is aborted', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { store, run, aborted, reason, fn } = await lose()
    const other = runWithRetry({}, hang, { id: 'job 2', store })
    void other.catch(() => {})
    await vi.advanceTimersByTimeAsync(1000)
    expect(aborted()).toBe(true)
    expect(reason()).toMatchObject({
      name: 'AbortError',
      message: 'the session job was taken over, since its lease had run out',
    })
    await finish(store, 'other’s')
    await vi.advanceTimersByTimeAsync(1000)
    expect(await run).toBe('other’s')
    expect(fn).toHaveBeenCalledTimes(1)
    expect(await store.get('job 2')).toMatchObject({ status: 'active' })
  } finally {
    vi.useRealTimers()
  }
})

test('the keeper notices it too while the end of another session cannot be written', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { clock, store: inner } = createStage()
    const store = intercept(inner, async (method, pass, [id]) => {
      if (method === 'commit' && id === 'full')
        throw new StoreError('HOLDFAST_STORE_FULL', 'the store has no room left on its disk')
      return pass()
    })
    let signal: AbortSignal | undefined
    const fn = (attempt: AttemptInfo) => {
      signal = attempt.signal
      return hang()
    }
    void runWithRetry({}, fn, { id: 'job', store }).catch(() => {})
    await rejection(runWithRetry({}, () => 'ok', { id: 'full', store }))
    clock.advance(LEASE)
    await takeOver(inner)
    await vi.advanceTimersByTimeAsync(1000)
    expect(signal?.aborted).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a session that is lost while it is cancelled is the other’s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { clock, store } = createStage()
    const run = runWithRetry({}, hang, { id: 'job', store })
    await quiet()
    await store.cancel('job')
    clock.advance(LEASE)
    const { rev } = (await takeOver(store))!
    await vi.advanceTimersByTimeAsync(500)
    await store.commit(
      'job',
      { rev, owner: 'other' },
      { status: 'done', event: 'done', result: '1', leaseFor: null },
    )
    await vi.advanceTimersByTimeAsync(500)
    expect(await run).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})

test('restart does not run again what fails in other hands', async () => {
  const { clock, store } = createStage()
  let resolve = (_value: unknown) => {}
  const fn = vi.fn<() => unknown>(() => new Promise((settle) => (resolve = settle)))
  const run = rejection(runWithRetry({}, fn, { id: 'job', store, restart: true }))
  await quiet()
  clock.advance(LEASE)
  const { rev } = (await takeOver(store))!
  await store.commit(
    'job',
    { rev, owner: 'other' },
    { status: 'failed', event: 'failed', error: '"down"', leaseFor: null },
  )
  resolve('mine')
  expect(await run).toBe('down')
  expect(fn).toHaveBeenCalledTimes(1)
  expect((await store.get('job'))?.round).toBe(1)
})

test('a session that is lost while it is given up stays the other’s', async () => {
  const { clock, store } = createStage()
  const caller = new AbortController()
  const run = runWithRetry({}, hang, { id: 'job', store, signal: caller.signal })
  await quiet()
  clock.advance(LEASE)
  await takeOver(store)
  caller.abort('bye')
  expect(await settled(run, 1)).toStrictEqual({ error: 'bye' })
  await quiet()
  expect(await store.get('job')).toMatchObject({ owner: 'other', status: 'active' })
})

test('whatever a lost attempt comes to is handled', async () => {
  const errors = await unhandledDuring(async () => {
    const { store, run, reject, resolve, clock } = await lose()
    resolve('first')
    reject(new Error('late'))
    await finish(store, 'other’s')
    clock.advance(1)
    expect(await run).toBe('other’s')
    await nextTurn()
  })
  expect(errors).toStrictEqual([])
})

test('an attempt that ignores its signal may take the session again, and only the last outcome counts', async () => {
  const { clock, store } = createStage()
  const ends: ((value: string) => void)[] = []
  const fn = () => new Promise<string>((resolve) => void ends.push(resolve))
  const run = runWithRetry({ clock }, fn, { id: 'job', store })
  await quiet()
  clock.advance(LEASE)
  const { rev } = (await takeOver(store))!
  await store.commit('job', { rev, owner: 'other' }, { event: 'released', leaseFor: null })
  ends[0]?.('first')
  await vi.waitUntil(() => ends.length === 2, { interval: 5 })
  ends[1]?.('second')
  expect(await run).toBe('second')
})
