import { describe, expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import type { Method } from './intercept.ts'
import { createStage } from './stage.ts'

const hang = () => new Promise<never>(() => {})

/** A function that settles when it is told to, and counts its calls. */
function createJob() {
  let settle = { resolve: (_value: unknown) => {}, reject: (_error: unknown) => {} }
  const fn = vi.fn<() => Promise<unknown>>(
    () => new Promise((resolve, reject) => (settle = { resolve, reject })),
  )
  return {
    fn,
    resolve: (value: unknown) => settle.resolve(value),
    reject: (error: unknown) => settle.reject(error),
  }
}

describe('a second call with the id of a session that runs', () => {
  const once = createRetryMachine({ stop: stopAfterAttempt(1), reraise: true })

  test('in the same process gets the same value, and the function runs once', async () => {
    const { store } = createStage()
    const job = createJob()
    const value = { paid: true }
    const first = runWithRetry(once, job.fn, { id: 'job', store })
    const second = runWithRetry(once, hang, { id: 'job', store })
    await quiet()
    const third = runWithRetry(once, hang, { id: 'job', store, restart: true })
    job.resolve(value)
    for (const result of await Promise.all([first, second, third])) expect(result).toBe(value)
    expect(job.fn).toHaveBeenCalledTimes(1)
    expect((await store.get('job'))?.round).toBe(1)
  })

  test('in the same process gets the same error', async () => {
    const { store } = createStage()
    const job = createJob()
    const error = new Error('down')
    const calls = [job.fn, hang].map((fn) => rejection(runWithRetry(once, fn, { id: 'job', store })))
    await quiet()
    job.reject(error)
    for (const result of await Promise.all(calls)) expect(result).toBe(error)
  })

  test('in another process waits for its value', async () => {
    const { enter } = createStage()
    const job = createJob()
    const calls = [job.fn, hang].map((fn) => runWithRetry(once, fn, { id: 'job', store: enter().store }))
    await quiet()
    expect(await settled(calls[1]!, 30)).toBeUndefined()
    job.resolve({ paid: true })
    expect(await Promise.all(calls)).toStrictEqual([{ paid: true }, { paid: true }])
    expect(job.fn).toHaveBeenCalledTimes(1)
  })

  test('in another process does not lock the store while it waits', async () => {
    const { enter, store } = createStage()
    const job = createJob()
    const first = runWithRetry(once, job.fn, { id: 'job', store: enter().store })
    await quiet()
    const asked: Method[] = []
    const listening = intercept(store, (method, pass) => {
      asked.push(method)
      return pass()
    })
    const second = runWithRetry(once, hang, { id: 'job', store: listening })
    await vi.waitUntil(() => asked.length > 2, { interval: 5 })
    expect(new Set(asked)).toStrictEqual(new Set(['get']))
    job.resolve('ok')
    expect(await Promise.all([first, second])).toStrictEqual(['ok', 'ok'])
  })

  test('in another process waits for its error, and does not restart it', async () => {
    const { enter, store } = createStage()
    const job = createJob()
    const first = rejection(runWithRetry(once, job.fn, { id: 'job', store: enter().store }))
    await quiet()
    const second = rejection(runWithRetry(once, hang, { id: 'job', store: enter().store, restart: true }))
    await quiet()
    job.reject(new RangeError('down'))
    expect(await first).not.toHaveProperty('stored')
    expect(await second).toMatchObject({ name: 'RangeError', message: 'down', stored: { id: 'job' } })
    expect((await store.get('job'))?.round).toBe(1)
  })

  test('goes on with the next session once this one has ended', async () => {
    const { store } = createStage()
    const calls = vi.fn<() => string>(() => 'ok')
    expect(await runWithRetry(once, calls, { id: 'job', store })).toBe('ok')
    expect(await runWithRetry(once, calls, { id: 'job', store })).toBe('ok')
    expect(calls).toHaveBeenCalledTimes(1)
  })

  test('that begin at the same instant in many processes run the function once', async () => {
    const { enter } = createStage()
    const calls = vi.fn<() => string>(() => 'ok')
    const runs = Array.from({ length: 10 }, () =>
      runWithRetry(once, calls, { id: 'job', store: enter().store }),
    )
    expect(new Set(await Promise.all(runs))).toStrictEqual(new Set(['ok']))
    expect(calls).toHaveBeenCalledTimes(1)
  })
})

describe('the id of a session of another machine is an error', () => {
  const mine = createRetryMachine({ id: 'invoice', wait: waitFixed('1h') })
  const other = createRetryMachine({ id: 'report' })

  test.each([
    ['while it runs in this process', true],
    ['while another process runs it', false],
  ])('%s', async (_when, isSame) => {
    const { enter } = createStage()
    const [first, second] = [enter(), enter()]
    void runWithRetry(mine, hang, { id: 'job', store: first.store })
    await quiet()
    const { store } = isSame ? first : second
    const error = await rejection(runWithRetry(other, () => 'ok', { id: 'job', store }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ code: 'HOLDFAST_SESSION_MISMATCH' })
    expect((error as Error).message).toBe(
      'the session job belongs to the machine invoice, and cannot be run by report: give this one another id',
    )
  })

  test('once it has ended', async () => {
    const { store } = createStage()
    await runWithRetry(mine, () => 'ok', { id: 'job', store })
    const error = await rejection(runWithRetry(other, () => 'ok', { id: 'job', store, restart: true }))
    expect(error).toMatchObject({ code: 'HOLDFAST_SESSION_MISMATCH' })
  })
})

test('one store may hold many sessions at once', async () => {
  const { store } = createStage()
  const ids = ['a', 'b', 'c']
  const runs = ids.map((id) => runWithRetry({}, ({ idempotencyKey }) => idempotencyKey, { id, store }))
  expect(await Promise.all(runs)).toStrictEqual(ids)
})

test('a session in one store is none in another', async () => {
  const [one, two] = [createStage(), createStage()]
  expect(await runWithRetry({}, () => 1, { id: 'job', store: one.store })).toBe(1)
  expect(await runWithRetry({}, () => 2, { id: 'job', store: two.store })).toBe(2)
})
