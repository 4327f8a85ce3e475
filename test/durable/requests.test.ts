import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { AttemptInfo } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import { createStage, LEASE } from './stage.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => Promise.reject(new Error('down'))

/** Makes the keepers of this process beat, for as long as is promised. */
async function oneSecond() {
  await vi.advanceTimersByTimeAsync(1000)
  await quiet()
}

const CANCELLED = { name: 'AbortError', code: 'HOLDFAST_SESSION_CANCELLED' }

// The keeper's timers are the platform's; whatever else has a clock here has one of its own.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('cancel', () => {
  test('reaches a session mid-attempt, whose signal is aborted with the reason', async () => {
    const { store, enter } = createStage()
    let signal: AbortSignal | undefined
    const job = (attempt: AttemptInfo) => {
      signal = attempt.signal
      return hang()
    }
    const calls = [job, hang].map((fn) => rejection(runWithRetry({}, fn, { id: 'job', store })))
    const elsewhere = rejection(runWithRetry({}, hang, { id: 'job', store: enter().store }))
    await quiet()
    expect(await store.cancel('job', 'operator')).toMatchObject({ cancelRequested: true, status: 'active' })
    await oneSecond()
    const [first, second] = await Promise.all(calls)
    expect(first).toMatchObject(CANCELLED)
    expect(second).toBe(first)
    expect(signal?.reason).toBe(first)
    await oneSecond()
    expect(await elsewhere).toMatchObject(CANCELLED)
    expect(await store.get('job')).toMatchObject({ status: 'cancelled', cancelRequested: false, owner: null })
  })

  test('reaches a session mid-sleep', async () => {
    const { store, clock } = createStage()
    const run = rejection(runWithRetry({ clock, wait: waitFixed('1 day') }, fail, { id: 'job', store }))
    await quiet()
    await store.cancel('job')
    await oneSecond()
    expect(await run).toMatchObject(CANCELLED)
    expect(clock.timers).toBe(0)
    expect(await store.get('job')).toMatchObject({ status: 'cancelled', dueAt: null, attempt: 1 })
  })

  test('of a session that nobody holds is done at once', async () => {
    const { store, clock } = createStage()
    const caller = new AbortController()
    const run = rejection(
      runWithRetry({ clock, wait: waitFixed('1h') }, fail, { id: 'job', store, signal: caller.signal }),
    )
    await quiet()
    caller.abort('bye')
    await run
    await quiet()
    expect(await store.cancel('job')).toMatchObject({ status: 'cancelled' })
    expect(await rejection(runWithRetry({ clock }, hang, { id: 'job', store }))).toMatchObject(CANCELLED)
  })

  test('that a process died before it heard of is done by the next, which runs nothing', async () => {
    const { store, clock, enter } = createStage()
    const first = enter()
    void runWithRetry({}, hang, { id: 'job', store: first.store })
    await quiet()
    first.die()
    await store.cancel('job')
    clock.advance(LEASE)
    const before = vi.fn<() => void>()
    const next = rejection(runWithRetry({ before }, () => 'ok', { id: 'job', store: enter().store }))
    await quiet()
    expect(await next).toMatchObject(CANCELLED)
    expect(before).not.toHaveBeenCalled()
    expect(await store.get('job')).toMatchObject({ status: 'cancelled', cancelRequested: false })
  })

  test('counts though the attempt, once it hears of it, has its call ended too', async () => {
    const { store } = createStage()
    const caller = new AbortController()
    const job = ({ signal }: AttemptInfo) => {
      signal.addEventListener('abort', () => caller.abort('bye'))
      return hang()
    }
    const run = rejection(runWithRetry({}, job, { id: 'job', store, signal: caller.signal }))
    await quiet()
    await store.cancel('job')
    await oneSecond()
    expect(await run).toBe('bye')
    expect(await store.get('job')).toMatchObject({ status: 'cancelled' })
  })

  test('comes too late for a session that has just ended', async () => {
    const { store } = createStage()
    let answer = () => {}
    const slow = intercept(store, async (method, pass) => {
      if (method === 'commit') await new Promise<void>((resolve) => (answer = resolve))
      return pass()
    })
    const run = runWithRetry({}, () => 'ok', { id: 'job', store: slow })
    await quiet()
    await store.cancel('job')
    await oneSecond()
    answer()
    expect(await run).toBe('ok')
    expect(await store.get('job')).toMatchObject({ status: 'done', cancelRequested: false })
  })
})

describe('wake', () => {
  const ready = ({ attemptNumber }: AttemptInfo) => (attemptNumber === 1 ? fail() : 'ready')

  test('ends the sleep of a session that is held', async () => {
    const { store, clock } = createStage()
    const run = runWithRetry({ clock, wait: waitFixed('1 day') }, ready, { id: 'job', store })
    await quiet()
    await store.wake('job')
    await oneSecond()
    expect(await run).toBe('ready')
    expect((await store.get('job'))?.wakeRequested).toBe(false)
  })

  test('mid-attempt changes nothing, nor the sleep that follows', async () => {
    const { store, clock } = createStage()
    let reject = (_error: Error) => {}
    const attempt = () => new Promise((_resolve, rejectIt) => (reject = rejectIt))
    void runWithRetry({ clock, wait: waitFixed('1 day') }, attempt, { id: 'job', store })
    await quiet()
    await store.wake('job')
    await oneSecond()
    reject(new Error('down'))
    await quiet()
    await oneSecond()
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', attempt: 1, wakeRequested: false })
  })

  test('mid-attempt is forgotten when the session ends', async () => {
    const { store } = createStage()
    let resolve = (_value: unknown) => {}
    const run = runWithRetry({}, () => new Promise((settle) => (resolve = settle)), { id: 'job', store })
    await quiet()
    await store.wake('job')
    resolve('ok')
    await run
    expect(await store.get('job')).toMatchObject({ status: 'done', wakeRequested: false })
  })

  test.each([
    ['of an hour', waitFixed('1h')],
    ['without an end', () => Infinity],
  ])('of a session that nobody holds makes the next call sleep no more: %s', async (_length, wait) => {
    const { store, clock, enter } = createStage()
    const first = enter()
    void runWithRetry({ clock: first.clock, wait }, fail, { id: 'job', store: first.store })
    await quiet()
    first.die()
    clock.advance(LEASE)
    expect(await store.wake('job')).toMatchObject({ status: 'sleeping', dueAt: clock.now() })
    const numbers: number[] = []
    const run = runWithRetry(
      { clock, wait, stop: stopAfterAttempt(3) },
      ({ attemptNumber }) => {
        numbers.push(attemptNumber)
        return fail()
      },
      { id: 'job', store: enter().store },
    )
    void run.catch(() => {})
    await oneSecond()
    expect(numbers).toStrictEqual([2])
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', attempt: 2, wakeRequested: false })
  })
})

test('a sleep without an end has no due time, and goes on without one', async () => {
  const { store, clock, enter } = createStage()
  const first = enter()
  const policy = { wait: () => Infinity }
  void runWithRetry({ ...policy, clock: first.clock }, fail, { id: 'job', store: first.store })
  await quiet()
  first.die()
  clock.advance(LEASE)
  const attempt = vi.fn<() => string>(() => 'ok')
  void runWithRetry({ ...policy, clock }, attempt, { id: 'job', store: enter().store })
  await quiet()
  clock.advance(1e12)
  await quiet()
  expect(attempt).not.toHaveBeenCalled()
  expect(await store.get('job')).toMatchObject({ status: 'sleeping', dueAt: null })
})
