import { describe, expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry, waitFixed } from 'holdfast'
import type { AttemptInfo, SessionSnapshot, SnapshotError } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import { createStage, LEASE } from './stage.ts'

const hang = () => new Promise<never>(() => {})

const migrate = (snapshot: SessionSnapshot): SessionSnapshot => ({ ...snapshot, machineVersion: '2' })

/** A session of version 1 whose process has died, in its sleep or in its first attempt. */
async function createOrphan(fn: () => unknown = () => Promise.reject(new Error('down'))) {
  const { clock, store, enter } = createStage()
  const first = enter()
  const policy = { clock: first.clock, wait: waitFixed('1h') }
  void runWithRetry(policy, fn, { id: 'job', store: first.store })
  await quiet()
  first.die()
  clock.advance(LEASE)
  const machine = createRetryMachine({ clock, wait: waitFixed('1h'), version: '2' })
  return { clock, store: enter().store, inside: store, machine }
}

describe.each([
  ['in its sleep', undefined, 'sleeping'],
  ['in its first attempt', hang, 'active'],
])('a session of another version, %s', (_where, fn, status) => {
  test('is refused, and released as it was', async () => {
    const { store, inside, machine } = await createOrphan(fn)
    const before = (await inside.get('job'))!
    const error = await rejection(runWithRetry(machine, () => 'ok', { id: 'job', store }))
    expect(error).toMatchObject({ name: 'SnapshotError', code: 'HOLDFAST_SNAPSHOT_MISMATCH' })
    const after = (await inside.get('job'))!
    const { snapshot, attempt, dueAt } = before
    expect(after).toMatchObject({ status, snapshot, attempt, dueAt, owner: null, leaseUntil: null })
    expect((await inside.history('job')).at(-1)).toMatchObject({
      type: 'released',
      note: (error as SnapshotError).code,
    })
  })

  test('goes on with migrate, and is of this version from then on', async () => {
    const { clock, store, inside, machine } = await createOrphan(fn)
    const infos: unknown[] = []
    const run = runWithRetry(
      machine,
      ({ attemptNumber, isRepeated }: AttemptInfo) => {
        infos.push([attemptNumber, isRepeated])
        return 'ok'
      },
      { id: 'job', store, migrate },
    )
    await quiet()
    expect(await inside.get('job')).toMatchObject({ machineVersion: '2' })
    clock.advance(3_600_000)
    expect(await run).toBe('ok')
    expect(infos).toStrictEqual(status === 'sleeping' ? [[2, false]] : [[1, true]])
    expect(await inside.get('job')).toMatchObject({ status: 'done', machineVersion: '2' })
  })

  test('that another process runs is waited for', async () => {
    const { enter } = createStage()
    let resolve = (_value: unknown) => {}
    const first = runWithRetry({}, () => new Promise((settle) => (resolve = settle)), {
      id: 'job',
      store: enter().store,
    })
    await quiet()
    const second = runWithRetry({ version: '2' }, hang, { id: 'job', store: enter().store })
    resolve('of version 1')
    expect(await Promise.all([first, second])).toStrictEqual(['of version 1', 'of version 1'])
  })
})

test('a session of another version that has not begun its first attempt begins', async () => {
  const { store } = createStage()
  const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1, attempt: 0 }
  await store.insert({ ...session, status: 'active' })
  expect(
    await runWithRetry({ version: '2' }, ({ attemptNumber }) => attemptNumber, { id: 'job', store }),
  ).toBe(1)
})

test('a new round may be of another version', async () => {
  const { store } = createStage()
  await rejection(
    runWithRetry({ retry: () => false }, () => Promise.reject(new Error()), { id: 'job', store }),
  )
  const run = runWithRetry({ version: '2' }, () => 'ok', { id: 'job', store, restart: true })
  expect(await run).toBe('ok')
  expect(await store.get('job')).toMatchObject({ machineVersion: '2', round: 2 })
})

test('what migrate throws is thrown, and the session released', async () => {
  const { store, inside, machine } = await createOrphan()
  const error = new Error('no way')
  const throwing = () => {
    throw error
  }
  expect(await rejection(runWithRetry(machine, hang, { id: 'job', store, migrate: throwing }))).toBe(error)
  expect((await inside.history('job')).at(-1)).toMatchObject({
    type: 'released',
    note: 'its snapshot could not be read',
  })
})

test('what is no error may be thrown by migrate too', async () => {
  const { store, inside, machine } = await createOrphan()
  const throwing = vi.fn<() => never>().mockImplementation(() => {
    // oxlint-disable-next-line no-throw-literal
    throw 'no way'
  })
  expect(await rejection(runWithRetry(machine, hang, { id: 'job', store, migrate: throwing }))).toBe('no way')
  expect((await inside.history('job')).at(-1)).toMatchObject({
    type: 'released',
    note: 'its snapshot could not be read',
  })
})

describe('a stored snapshot that is damaged', () => {
  test.each(['', '{"holdfast":1', '[]', '{"holdfast":2}', 'null'])(
    'such as %o is a SnapshotError, and the session is released as it is',
    async (snapshot) => {
      const { store } = createStage()
      const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1 }
      await store.insert({ ...session, status: 'sleeping', attempt: 1, snapshot })
      const error = await rejection(runWithRetry({}, hang, { id: 'job', store }))
      expect(error).toMatchObject({ name: 'SnapshotError' })
      expect(await store.get('job')).toMatchObject({ snapshot, status: 'sleeping', owner: null })
      expect((await store.history('job')).at(-1)).toMatchObject({
        type: 'released',
        note: (error as SnapshotError).code,
      })
    },
  )

  test('is what the call says, though the store cannot be told of it', async () => {
    const { store } = createStage()
    const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1 }
    await store.insert({ ...session, status: 'sleeping', attempt: 1, snapshot: '{' })
    const failing = intercept(store, (method, pass) =>
      method === 'commit' ? Promise.reject(new Error('disk full')) : pass(),
    )
    const error = await rejection(runWithRetry({}, hang, { id: 'job', store: failing }))
    expect(error).toMatchObject({ name: 'SnapshotError' })
  })
})
