import { expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import { createStage } from './stage.ts'

const hang = () => new Promise<never>(() => {})

test('a call that comes while the session is being given up goes on with it, and others with that', async () => {
  const { store: inner } = createStage()
  let answer = () => {}
  const store = intercept(inner, async (method, pass) => {
    if (method === 'commit') await new Promise<void>((resolve) => (answer = resolve))
    return pass()
  })
  const caller = new AbortController()
  const machine = createRetryMachine()
  const first = rejection(runWithRetry(machine, hang, { id: 'job', store, signal: caller.signal }))
  await quiet()
  caller.abort('bye')
  expect(await first).toBe('bye')
  let resolve = (_value: unknown) => {}
  const second = runWithRetry(machine, () => new Promise((settle) => (resolve = settle)), {
    id: 'job',
    store,
  })
  await quiet()
  answer()
  await vi.waitUntil(async () => (await inner.history('job')).length === 3, { interval: 5 })
  const third = runWithRetry(machine, hang, { id: 'job', store })
  await quiet()
  const value = { paid: true }
  resolve(value)
  await quiet()
  answer()
  expect(await second).toBe(value)
  expect(await third).toBe(value)
})

test('a signal that is aborted by the attempt in the moment it ends loses nothing', async () => {
  const { store } = createStage()
  const caller = new AbortController()
  const run = runWithRetry({ retry: () => (caller.abort('bye'), false) }, () => 'ok', {
    id: 'job',
    store,
    signal: caller.signal,
  })
  expect(await rejection(run)).toBe('bye')
  await quiet()
  expect(await runWithRetry({}, hang, { id: 'job', store })).toBe('ok')
})

test('a session that was asked to end is cancelled when its last caller leaves before that is heard', async () => {
  const { store } = createStage()
  const caller = new AbortController()
  const run = rejection(runWithRetry({}, hang, { id: 'job', store, signal: caller.signal }))
  await quiet()
  await store.cancel('job', 'ada')
  caller.abort('bye')
  expect(await run).toBe('bye')
  await quiet()
  expect(await store.get('job')).toMatchObject({ status: 'cancelled', owner: null, cancelRequested: false })
})
