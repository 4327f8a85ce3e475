import { describe, expect, test, vi } from 'vitest'
import { bind, createRetryMachine, readSnapshot, runWithRetry, startRetry } from 'holdfast'
import type { SessionSnapshot } from 'holdfast'
import { createActor, toPromise } from 'xstate'

import { edited } from './support/edited.ts'
import { refusalOf } from './support/refusal-of.ts'
import { sampleOf } from './support/samples.ts'

const machine = createRetryMachine({ id: 'import', version: '3' })
type Migrate = (snapshot: SessionSnapshot) => SessionSnapshot

const asVersion3: Migrate = (snapshot) => ({ ...snapshot, machineVersion: '3' })
const fn = async ({ attemptNumber }: { attemptNumber: number }) => `attempt ${attemptNumber}`

describe('the option migrate', () => {
  test('makes a snapshot of another version one of this', async () => {
    const snapshot = await sampleOf('running')
    const migrate = vi.fn<Migrate>(asVersion3)
    expect(await startRetry(machine, fn, { snapshot, migrate }).result).toBe('attempt 2')
    expect(migrate.mock.calls).toStrictEqual([[snapshot]])
    expect(await runWithRetry(machine, fn, { snapshot: JSON.stringify(snapshot), migrate })).toBe('attempt 2')
    const persisted = readSnapshot(snapshot, { machine, migrate })
    expect(await toPromise(createActor(bind(machine, fn), { snapshot: persisted }).start())).toBe('attempt 2')
  })

  test('makes a snapshot of another machine one of this', async () => {
    const snapshot = await sampleOf('running')
    const migrate = (given: SessionSnapshot) => ({ ...given, machineId: 'retry', machineVersion: '1' })
    expect(await startRetry({}, fn, { snapshot, migrate }).result).toBe('attempt 2')
  })

  test('makes a state that the machine has no more one that it has', async () => {
    const snapshot = edited(asVersion3(await sampleOf('running')), { 'snapshot.value': 'circuitOpen' })
    const migrate = vi.fn<Migrate>((given) => edited(given, { 'snapshot.value': { attempting: 'running' } }))
    expect(await startRetry(machine, fn, { snapshot, migrate }).result).toBe('attempt 2')
    expect(migrate).toHaveBeenCalledOnce()
  })

  test('is not asked when the snapshot is as it must be', async () => {
    const snapshot = asVersion3(await sampleOf('running'))
    const migrate = () => expect.fail('not needed')
    expect(await startRetry(machine, fn, { snapshot, migrate }).result).toBe('attempt 2')
  })

  test('is asked for any snapshot that is read without its machine', async () => {
    const migrate = vi.fn<Migrate>(asVersion3)
    readSnapshot(await sampleOf('running'), { migrate })
    expect(migrate).toHaveBeenCalledOnce()
  })

  test('is not asked for one that is damaged, or of a later version of Holdfast', async () => {
    const sample = await sampleOf('running')
    const migrate = () => expect.fail('not needed')
    for (const damaged of ['{', edited(sample, { holdfast: 2 }), edited(sample, { age: null })])
      refusalOf(() => startRetry(machine, fn, { snapshot: damaged, migrate }))
  })

  test('may give something damaged, or nothing that fits: that is refused', async () => {
    const snapshot = await sampleOf('running')
    const migrated = (make: (snapshot: SessionSnapshot) => unknown) =>
      refusalOf(() => startRetry(machine, fn, { snapshot, migrate: make as typeof asVersion3 })).message
    expect(migrated(() => undefined)).toBe('the snapshot is damaged: it must be an object, got undefined')
    expect(migrated((given) => ({ ...asVersion3(given), age: '1' }))).toContain(
      'age must be milliseconds from 0, got "1"',
    )
    expect(migrated((given) => given)).toContain(
      'version "2", and cannot be resumed by "import", version "3"',
    )
    expect(migrated((given) => edited(asVersion3(given), { 'snapshot.value': 'gone' }))).toContain(
      'is in the state "gone"',
    )
    expect(migrated(async (given) => asVersion3(given))).toContain('holdfast must be 1, got undefined')
  })

  test('may throw an error of its own', async () => {
    const snapshot = await sampleOf('running')
    const migrate = () => {
      throw new RangeError('too old')
    }
    expect(() => startRetry(machine, fn, { snapshot, migrate })).toThrow(new RangeError('too old'))
  })
})

test('without it, a changed policy of the same version goes on with the new one', async () => {
  const snapshot = await sampleOf('asking')
  const changed = createRetryMachine({ id: 'import', version: '2', retry: () => false })
  await expect(startRetry(changed, fn, { snapshot }).result).rejects.toThrow('attempt 2')
})
