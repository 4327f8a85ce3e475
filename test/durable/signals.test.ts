import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { runWithRetry, waitFixed } from 'holdfast'
import type { AttemptInfo, RetryOptions, SessionStore } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => Promise.reject(new Error('down'))

/** The two places of a signal: the call's own, and its policy's. */
const places = [
  ['the call’s signal', (signal: AbortSignal, policy: RetryOptions) => [policy, { signal }] as const],
  [
    'the policy’s signal',
    (signal: AbortSignal, policy: RetryOptions) => [{ ...policy, signal }, {}] as const,
  ],
] as const

describe.each(places)('%s', (_title, place) => {
  /** A call that can be ended. */
  function call(
    { store }: { store: SessionStore },
    policy: RetryOptions,
    fn: (attempt: AttemptInfo) => unknown,
  ) {
    const controller = new AbortController()
    const [options, signal] = place(controller.signal, policy)
    const result = runWithRetry(options, fn, { id: 'job', store, ...signal })
    const listeners = () => getEventListeners(controller.signal, 'abort').length
    return { result, listeners, abort: (reason: unknown) => controller.abort(reason) }
  }

  test('that is aborted already ends the call with its reason, and nothing is inserted', async () => {
    const { store } = createStage()
    const [policy, signal] = place(AbortSignal.abort('gone'), {})
    const fn = vi.fn<() => void>()
    expect(await rejection(runWithRetry(policy, fn, { id: 'job', store, ...signal }))).toBe('gone')
    expect(await store.get('job')).toBeUndefined()
    expect(fn).not.toHaveBeenCalled()
  })

  test('that is aborted before the store has answered leaves nothing behind', async () => {
    const stage = createStage()
    const fn = vi.fn<() => void>()
    const { result, abort } = call(stage, {}, fn)
    abort('gone')
    expect(await settled(result)).toStrictEqual({ error: 'gone' })
    await quiet()
    expect(await stage.store.get('job')).toBeUndefined()
    expect(fn).not.toHaveBeenCalled()
  })

  const policyOf = ({ clock }: Stage, options: RetryOptions = {}): RetryOptions => ({
    clock,
    wait: waitFixed('1h'),
    ...options,
  })

  test('mid-attempt ends it at once; the next call runs the attempt again', async () => {
    const stage = createStage()
    const { store } = stage
    let signal: AbortSignal | undefined
    const { result, abort, listeners } = call(stage, policyOf(stage), (attempt) => {
      signal = attempt.signal
      return hang()
    })
    await quiet()
    expect(listeners()).toBe(1)
    abort('bye')
    expect(signal?.reason).toBe('bye')
    expect(await settled(result, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    expect(listeners()).toBe(0)
    expect(stage.clock.timers).toBe(0)
    expect(await store.get('job')).toMatchObject({ status: 'active', attempt: 1, owner: null, crashes: 0 })
    const next = runWithRetry({}, ({ attemptNumber, isRepeated }) => [attemptNumber, isRepeated], {
      id: 'job',
      store,
    })
    expect(await next).toStrictEqual([1, true])
    const types = (await store.history('job')).map(({ type }) => type)
    expect(types).toStrictEqual(['created', 'released', 'claimed', 'done'])
  })

  test('mid-sleep ends it at once; the next call sleeps for the rest', async () => {
    const stage = createStage()
    const { store, clock } = stage
    const { result, abort } = call(stage, policyOf(stage), fail)
    await quiet()
    clock.advance(1_800_000)
    abort('bye')
    expect(await settled(result, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    const record = await store.get('job')
    expect(record).toMatchObject({ status: 'sleeping', attempt: 1, owner: null })
    expect(record?.dueAt).toBe(clock.now() + 1_800_000)
    const next = runWithRetry(policyOf(stage), ({ attemptNumber }) => attemptNumber, { id: 'job', store })
    await quiet()
    clock.advance(1_800_000)
    expect(await next).toBe(2)
  })

  test.each([
    ['the retry strategy', 'retry', [1]],
    ['the hook after the attempt', 'after', [1]],
    ['the wait strategy', 'wait', [1]],
    ['the stop strategy', 'stop', [1]],
    ['the hook before the sleep', 'beforeSleep', [1]],
  ] as const)('within %s keeps the outcome that is known', async (_step, option, attempts) => {
    const stage = createStage()
    const { store, clock } = stage
    const numbers: number[] = []
    const failing = ({ attemptNumber }: AttemptInfo) => {
      numbers.push(attemptNumber)
      return attemptNumber === 1 ? fail() : 'ok'
    }
    const { result, abort } = call(stage, policyOf(stage, { [option]: hang }), failing)
    await quiet()
    abort('bye')
    expect(await settled(result, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    expect(await store.get('job')).toMatchObject({ status: 'active', attempt: 1, owner: null })
    expect(numbers).toStrictEqual(attempts)
    const next = runWithRetry(policyOf(stage, { beforeSleep: () => {} }), failing, { id: 'job', store })
    await quiet()
    clock.advance(3_600_000)
    expect(await next).toBe('ok')
    expect(numbers).toStrictEqual([1, 2])
  })

  test('within the hook before an attempt leaves that attempt uncounted', async () => {
    const stage = createStage()
    const { result, abort } = call(stage, policyOf(stage, { before: hang }), () => 'ok')
    await quiet()
    abort('bye')
    expect(await settled(result, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    expect(await stage.store.get('job')).toMatchObject({ status: 'active', attempt: 0, owner: null })
    const next = runWithRetry({}, ({ isRepeated }) => isRepeated, { id: 'job', store: stage.store })
    expect(await next).toBe(false)
  })

  test('aborted by the hook before the first attempt itself ends the call', async () => {
    const stage = createStage()
    const controller = new AbortController()
    const [policy, signal] = place(controller.signal, { before: () => controller.abort('bye') })
    const fn = vi.fn<() => void>()
    const result = runWithRetry(policy, fn, { id: 'job', store: stage.store, ...signal })
    expect(await settled(result)).toStrictEqual({ error: 'bye' })
    await quiet()
    expect(fn).not.toHaveBeenCalled()
    expect(await stage.store.get('job')).toMatchObject({ attempt: 0, owner: null })
  })

  test('of one call does not disturb another', async () => {
    const stage = createStage()
    let resolve = (_value: unknown) => {}
    const first = call(stage, {}, () => new Promise((settle) => (resolve = settle)))
    const second = call(stage, {}, hang)
    await quiet()
    first.abort('bye')
    expect(await settled(first.result, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    resolve('ok')
    expect(await second.result).toBe('ok')
    expect([first.listeners(), second.listeners()]).toStrictEqual([0, 0])
  })

  test('of the last call that waits gives the session up', async () => {
    const stage = createStage()
    const calls = [hang, hang].map((fn) => call(stage, {}, fn))
    await quiet()
    for (const { abort } of calls) abort('bye')
    const ends = await Promise.all(calls.map(({ result }) => rejection(result)))
    expect(ends).toStrictEqual(['bye', 'bye'])
    await quiet()
    expect(await stage.store.get('job')).toMatchObject({ status: 'active', owner: null })
  })

  test('ends the waiting for a session that another process runs, and leaves no timer', async () => {
    const stage = createStage()
    void runWithRetry({}, hang, { id: 'job', store: stage.enter().store })
    await quiet()
    const set = vi.spyOn(globalThis, 'setTimeout')
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    const { result, abort, listeners } = call(stage.enter(), {}, hang)
    const reason = rejection(result)
    await quiet()
    const pauses = set.mock.results.filter((_result, index) => set.mock.calls[index]?.[1] === 20)
    expect(pauses).toHaveLength(1)
    abort('bye')
    expect(await reason).toBe('bye')
    expect(clear).toHaveBeenCalledWith(pauses[0]?.value)
    expect(listeners()).toBe(0)
    await quiet()
    expect(set.mock.calls.filter(([, ms]) => ms === 20 || ms === 40)).toHaveLength(1)
    vi.restoreAllMocks()
    expect(await stage.store.get('job')).toMatchObject({ rev: 1, status: 'active' })
  })

  test('that is never aborted keeps no listener', async () => {
    const stage = createStage()
    const { result, listeners } = call(stage, {}, () => 'ok')
    expect(await result).toBe('ok')
    expect(listeners()).toBe(0)
  })

  test('aborted with nobody listening to the call is no unhandled rejection of anything else', async () => {
    const stage = createStage()
    const errors = await unhandledDuring(async () => {
      const { result, abort } = call(stage, {}, hang)
      result.catch(() => {})
      await quiet()
      abort('bye')
      await quiet()
    })
    expect(errors).toStrictEqual([])
  })
})
