import { describe, expect, test, vi } from 'vitest'
import { createRetryMachine, retrySetup, runWithRetry, stopAfterAttempt } from 'holdfast'
import { createMemoryStore, StoreError } from 'holdfast/memory'
import { fromPromise } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import { createStage, LEASE } from './stage.ts'

describe('a stored session is refused, and never runs,', () => {
  const fn = vi.fn<() => string>().mockReturnValue('ok')
  const run = async (machine: ReturnType<typeof createRetryMachine>) => {
    const store = createMemoryStore()
    const error = await rejection(runWithRetry(machine, fn, { id: 'job', store }))
    expect(await store.get('job')).toBeUndefined()
    expect(fn).not.toHaveBeenCalled()
    return error
  }
  const step = fromPromise<unknown, void>(async () => 'mine')

  test.each(['attempt', 'sleep'] as const)('when its machine has another step %s', async (name) => {
    const error = await run(createRetryMachine().provide({ actors: { [name]: step } }))
    expect(error).toMatchObject({ code: 'HOLDFAST_INVALID_CALL' })
    expect(String(error)).toContain(`the chart's own ${name}`)
  })

  test('when its machine has lost the watch', async () => {
    const { chart, createMachine } = retrySetup()
    const error = await run(createMachine({ ...chart, invoke: [] }) as never)
    expect(String(error)).toContain("the chart's own watch")
  })
})

test('with another step before, the attempt begins in the record only when it does', async () => {
  const { store } = createStage()
  const seen: unknown[] = []
  const before = fromPromise<unknown, void>(async () => seen.push((await store.get('job'))?.attempt))
  const machine = createRetryMachine().provide({ actors: { before } })
  const fn = async () => seen.push((await store.get('job'))?.attempt)
  await runWithRetry(machine, fn, { id: 'job', store })
  expect(seen).toStrictEqual([0, 1])
})

test('a status that a later version has made is refused, and left as it is', async () => {
  const { store } = createStage()
  const status = 'paused' as never
  await store.insert({ id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1, status: 'active' })
  const later = intercept(store, async (method, pass) => {
    const given = await pass()
    return method === 'get' && given !== undefined ? { ...given, status } : given
  })
  const error = await rejection(runWithRetry({}, () => 'ok', { id: 'job', store: later, restart: true }))
  expect(error).toMatchObject({ code: 'HOLDFAST_STORE_NEWER' })
  expect(await store.get('job')).toMatchObject({ status: 'active', rev: 1 })
})

test('a session that was lost, and deleted since, does not begin anew', async () => {
  const { clock, store } = createStage()
  let resolve = (_value: string) => {}
  const fn = vi.fn<() => Promise<string>>(() => new Promise((settle) => (resolve = settle)))
  const run = runWithRetry({ clock }, fn, { id: 'job', store })
  await quiet()
  clock.advance(LEASE)
  expect(await store.delete('job')).toBe(true)
  resolve('late')
  expect(await settled(run, 1000)).toMatchObject({ error: { code: 'HOLDFAST_SESSION_CANCELLED' } })
  expect(fn).toHaveBeenCalledTimes(1)
  expect(await store.get('job')).toBeUndefined()
})

test('an outcome that a busy store did not take is told again until it does', async () => {
  const { store } = createStage()
  let faults = 0
  const busy = intercept(store, (method, pass, args) => {
    const isLast = method === 'commit' && (args[2] as { event: string }).event === 'done'
    if (!isLast || faults++ === 2) return pass()
    return Promise.reject(new StoreError('HOLDFAST_STORE_BUSY', 'the store is locked'))
  })
  const fn = vi.fn<() => string>().mockReturnValue('charged')
  const policy = { stop: stopAfterAttempt(3) }
  const call = () => runWithRetry(policy, fn, { id: 'job', store: busy, lease: 30 })
  expect(await rejection(call())).toMatchObject({ code: 'HOLDFAST_STORE_BUSY' })
  await vi.waitFor(async () => expect(await store.get('job')).toMatchObject({ status: 'done' }))
  expect(await call()).toBe('charged')
  expect(fn).toHaveBeenCalledTimes(1)
  expect((await store.history('job')).map(({ type }) => type)).toStrictEqual(['created', 'done'])
})
