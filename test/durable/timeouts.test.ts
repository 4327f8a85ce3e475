import { expect, test, vi } from 'vitest'
import { runWithRetry, stopAfterAttempt, TimeoutError, waitFixed } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { createStage, LEASE } from './stage.ts'

const HOUR = 3_600_000
const hang = () => new Promise<never>(() => {})
const fail = () => Promise.reject(new Error('down'))

test('attemptTimeout ends an attempt of a stored session as of any', async () => {
  const { store, clock } = createStage()
  const policy = { clock, attemptTimeout: 1000, stop: stopAfterAttempt(2), reraise: true }
  const run = rejection(runWithRetry(policy, hang, { id: 'job', store }))
  for (let attempts = 0; attempts < 2; attempts++) {
    await quiet()
    clock.advance(1000)
  }
  expect(await run).toMatchObject({ scope: 'attempt', limit: 1000 })
  expect(await store.get('job')).toMatchObject({ status: 'failed', attempt: 2 })
  expect(clock.timers).toBe(0)
})

test('timeout ends a stored session, mid-sleep', async () => {
  const { store, clock } = createStage()
  const run = rejection(
    runWithRetry({ clock, timeout: '30m', wait: waitFixed('1h') }, fail, { id: 'job', store }),
  )
  await quiet()
  clock.advance(HOUR / 2)
  expect(await run).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT', cause: { message: 'down' } })
  expect(await store.get('job')).toMatchObject({ status: 'failed', dueAt: null })
})

test('timeout counts from the first process on', async () => {
  const { store, clock, enter } = createStage()
  const policy = { timeout: '10h', wait: waitFixed('8h') }
  const first = enter()
  void runWithRetry({ ...policy, clock: first.clock }, fail, { id: 'job', store: first.store })
  await quiet()
  clock.advance(HOUR)
  first.die()
  const run = rejection(runWithRetry({ ...policy, clock }, fail, { id: 'job', store: enter().store }))
  await quiet()
  clock.advance(7 * HOUR)
  await quiet()
  expect(await store.get('job')).toMatchObject({ status: 'sleeping', attempt: 2 })
  clock.advance(2 * HOUR)
  expect(await run).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT' })
})

test('timeout counts though the process died in the first attempt', async () => {
  const { clock, enter } = createStage()
  const first = enter()
  void runWithRetry({ clock: first.clock, timeout: '10h' }, hang, { id: 'job', store: first.store })
  await quiet()
  clock.advance(HOUR)
  first.die()
  const run = rejection(runWithRetry({ clock, timeout: '10h' }, hang, { id: 'job', store: enter().store }))
  await quiet()
  expect(clock.next).toBe(1000)
  clock.advance(9 * HOUR - 1)
  await quiet()
  clock.advance(1)
  expect(await run).toBeInstanceOf(TimeoutError)
})

test.each([
  ['mid-sleep', fail, { message: 'down' }],
  ['mid-attempt', hang, undefined],
])(
  'a session whose timeout ended while no process ran, %s, takes no further step',
  async (_where, fn, cause) => {
    const { store, clock, enter } = createStage()
    const policy = { timeout: '10h', wait: waitFixed('9h') }
    const first = enter()
    void runWithRetry({ ...policy, clock: first.clock }, fn, { id: 'job', store: first.store })
    await quiet()
    first.die()
    clock.advance(11 * HOUR)
    const attempt = vi.fn<() => string>(() => 'ok')
    const before = vi.fn<() => void>()
    const error = await rejection(
      runWithRetry({ ...policy, before, clock }, attempt, { id: 'job', store: enter().store }),
    )
    expect(error).toBeInstanceOf(TimeoutError)
    expect({ cause: (error as Error).cause }).toMatchObject({ cause })
    expect(attempt).not.toHaveBeenCalled()
    expect(before).not.toHaveBeenCalled()
    expect(await store.get('job')).toMatchObject({ status: 'failed' })
  },
)

test('a new round has the whole of its timeout', async () => {
  const { store, clock } = createStage()
  const policy = { clock, timeout: '1h' }
  const run = rejection(runWithRetry(policy, hang, { id: 'job', store }))
  await quiet()
  clock.advance(HOUR)
  await run
  clock.advance(LEASE)
  const again = rejection(runWithRetry(policy, hang, { id: 'job', store, restart: true }))
  await quiet()
  expect((await store.get('job'))?.deadlineAt).toBe(clock.now() + HOUR)
  clock.advance(HOUR - 1)
  await quiet()
  expect(await store.get('job')).toMatchObject({ status: 'active', round: 2 })
  clock.advance(1)
  expect(await again).toMatchObject({ code: 'HOLDFAST_SESSION_TIMEOUT' })
})

test('a wall clock that is set back does not make a session younger than it was', async () => {
  const { store, clock, enter } = createStage()
  const first = enter()
  void runWithRetry({ clock: first.clock, timeout: '10h' }, hang, { id: 'job', store: first.store })
  await quiet()
  first.die()
  clock.jump(-HOUR)
  clock.advance(HOUR + LEASE)
  void runWithRetry({ clock, timeout: '10h' }, hang, { id: 'job', store: enter().store }).catch(() => {})
  await quiet()
  expect((await store.get('job'))?.status).toBe('active')
})
