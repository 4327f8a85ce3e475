import { describe, expect, test, vi } from 'vitest'
import { parse, stringify } from 'devalue'
import { retryIfResult, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RunOptions } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { createStage, LEASE } from './stage.ts'

const codec = { stringify, parse }

class Money {
  readonly cents: number

  constructor(cents: number) {
    this.cents = cents
  }
}

const mustNotRun = () => expect.fail('must not run')

describe('a result that cannot be stored', () => {
  test.each([
    ['result', () => new Map([['a', 1]]), 'Map'],
    ['result.total', () => ({ total: new Money(5) }), 'Money'],
    ['result.items[1].at', () => ({ items: [1, { at: new Date(0) }] }), 'Date'],
    ['result.amount', () => ({ amount: 5n }), '5n'],
    ['result.send', () => ({ send: () => {} }), 'function send'],
  ])('is refused by the name of its place, %s', async (path, fn, shown) => {
    const { store } = createStage()
    const run = vi.fn<() => unknown>(fn)
    const error = await rejection(runWithRetry({}, run, { id: 'job', store }))
    expect(error).toMatchObject({ name: 'SnapshotError', code: 'HOLDFAST_SNAPSHOT_VALUE' })
    expect((error as Error).message).toContain(`${path}, ${shown}`)
    expect(await store.get('job')).toMatchObject({ status: 'failed', result: null, snapshot: null })
    const again = await rejection(runWithRetry({}, run, { id: 'job', store }))
    expect(again).toMatchObject({
      name: 'SnapshotError',
      code: 'HOLDFAST_SNAPSHOT_VALUE',
      stored: { id: 'job' },
    })
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('ends the session too where it was to be retried: each call would come to it again', async () => {
    const { store, clock } = createStage()
    const fn = vi.fn<() => unknown>(() => new Map())
    const policy = { clock, retry: retryIfResult(() => true), wait: waitFixed('1h') }
    const run = runWithRetry(policy, fn, { id: 'job', store })
    expect(await rejection(run)).toMatchObject({ code: 'HOLDFAST_SNAPSHOT_VALUE' })
    expect(await store.get('job')).toMatchObject({ status: 'failed', attempt: 1 })
    expect(clock.timers).toBe(0)
    expect(await rejection(runWithRetry(policy, mustNotRun, { id: 'job', store }))).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_VALUE',
    })
  })

  test('does not keep a session that is given up from being released', async () => {
    const { store } = createStage()
    const caller = new AbortController()
    const policy = { retry: () => true, wait: () => (caller.abort('bye'), new Promise<number>(() => {})) }
    const run = runWithRetry(policy, () => new Map(), { id: 'job', store, signal: caller.signal })
    expect(await rejection(run)).toBe('bye')
    await quiet()
    expect(await store.get('job')).toMatchObject({
      status: 'active',
      attempt: 1,
      owner: null,
      snapshot: null,
    })
  })
})

describe('a codec', () => {
  const value = { at: new Date(5), seen: new Set([1, 2n]), nothing: undefined }

  test('stores what JSON cannot hold', async () => {
    const { store } = createStage()
    const options: RunOptions = { id: 'job', store, codec }
    expect(await runWithRetry({}, () => value, options)).toBe(value)
    expect(await runWithRetry({}, mustNotRun, options)).toStrictEqual(value)
    expect(await rejection(runWithRetry({}, mustNotRun, { id: 'job', store }))).toMatchObject({
      name: 'SnapshotError',
      code: 'HOLDFAST_SNAPSHOT_VALUE',
    })
  })

  test('keeps a retried result over a crash', async () => {
    const { clock, enter } = createStage()
    const first = enter()
    const policy = { retry: retryIfResult((result) => result === value), wait: waitFixed('1h') }
    void runWithRetry({ ...policy, clock: first.clock }, () => value, {
      id: 'job',
      store: first.store,
      codec,
    })
    await quiet()
    clock.advance(LEASE)
    first.die()
    const results: unknown[] = []
    const second = { ...policy, clock, before: () => {} }
    const run = runWithRetry({ ...second, beforeSleep: ({ outcome }) => results.push(outcome) }, () => 'ok', {
      id: 'job',
      store: enter().store,
      codec,
    })
    await quiet()
    clock.advance(3_600_000)
    expect(await run).toBe('ok')
    expect(results).toStrictEqual([])
  })
})

describe('errors within a session', () => {
  test('keep their causes and their identity over a crash', async () => {
    const { clock, enter } = createStage()
    const first = enter()
    const policy = { wait: waitFixed('1h'), stop: stopAfterAttempt(2) }
    const root = new RangeError('root')
    const fail = () => Promise.reject(new Error('down', { cause: root }))
    void runWithRetry({ ...policy, clock: first.clock }, fail, { id: 'job', store: first.store })
    await quiet()
    first.die()
    clock.advance(3_600_000)
    const last = new Error('down again')
    const error = await rejection(
      runWithRetry({ ...policy, clock }, () => Promise.reject(last), { id: 'job', store: enter().store }),
    )
    expect(error).toMatchObject({ name: 'RetryError', cause: last, statistics: { attemptNumber: 2 } })
    const { errors } = error as { errors: Error[] }
    expect(errors).toHaveLength(2)
    expect(errors[0]).toMatchObject({ message: 'down', cause: { name: 'RangeError', message: 'root' } })
    expect(errors[0]?.cause).toBeInstanceOf(RangeError)
    expect(errors[1]).toBe(last)
  })

  test('are stored though they hold what JSON cannot', async () => {
    const { store } = createStage()
    const cyclic: Record<string, unknown> = { socket: new Map() }
    cyclic['self'] = cyclic
    const thrown = Object.assign(new Error('down'), { request: cyclic, amount: 5n })
    const policy = { retry: () => false }
    const first = await rejection(runWithRetry(policy, () => Promise.reject(thrown), { id: 'job', store }))
    expect(first).toBe(thrown)
    expect(await rejection(runWithRetry(policy, mustNotRun, { id: 'job', store }))).toMatchObject({
      message: 'down',
      amount: '5n',
    })
  })

  test('are stored though what is thrown is nothing that can be', async () => {
    const { store } = createStage()
    const policy = { retry: () => false }
    const thrown = Symbol('down')
    // oxlint-disable-next-line prefer-promise-reject-errors
    const run = runWithRetry(policy, () => Promise.reject(thrown), { id: 'job', store })
    expect(await rejection(run)).toBe(thrown)
    expect(await rejection(runWithRetry(policy, mustNotRun, { id: 'job', store }))).toBe('Symbol(down)')
  })
})

test('what a store encodes comes back as it was', async () => {
  const encode = (text: string) => Buffer.from(text).toString('base64')
  const decode = (text: string) => Buffer.from(text, 'base64').toString()
  const store = createMemoryStore({ encode, decode })
  expect(await runWithRetry({}, () => ({ secret: 42 }), { id: 'job', store })).toStrictEqual({ secret: 42 })
  expect(await runWithRetry({}, mustNotRun, { id: 'job', store })).toStrictEqual({ secret: 42 })
})
