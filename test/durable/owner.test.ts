import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { runWithRetry } from 'holdfast'

import { createOwner, isGone } from '../../src/durable/owner.ts'
import { deadPid } from './dead-pid.ts'
import { createStage } from './stage.ts'

const [place = '', ownPid = '', ownStart = ''] = createOwner().split(' ')

const ownerOf = (pid: number | string | undefined, start = ownStart, where = place) =>
  [where, pid, start, 'uuid'].join(' ')

describe('an owner', () => {
  test('is a name that no other has', () => {
    expect(new Set([createOwner(), createOwner(), createOwner()]).size).toBe(3)
    expect(ownPid).toBe(String(process.pid))
    expect(place).not.toContain(' ')
  })

  test('lives as long as its process', async () => {
    expect(isGone(createOwner())).toBe(false)
    expect(isGone(ownerOf(await deadPid()))).toBe(true)
  })

  test.runIf(process.platform === 'linux')('is gone when another process has its number', () => {
    expect(isGone(ownerOf(ownPid, `${Number(ownStart) - 1}`))).toBe(true)
  })

  test.runIf(process.platform === 'linux')(
    'is gone when its parent has not yet looked after it',
    async () => {
      // The shell becomes a program that does not wait for the child it never knew of.
      const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 10'])
      const [line] = (await once(parent.stdout, 'data')) as [Buffer]
      const pid = String(line).trim()
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
      const owner = ownerOf(pid, stat()[19])
      await vi.waitUntil(() => stat()[0] === 'Z', { interval: 10 })
      expect(isGone(owner)).toBe(true)
      parent.kill()
    },
  )

  test('is not known to be gone when it is another machine’s, or a container’s', async () => {
    expect(isGone(ownerOf(await deadPid(), ownStart, 'elsewhere/boot/pid:[1]'))).toBe(false)
  })

  test.runIf(process.platform === 'linux')('is gone when it dies while it is asked for', async () => {
    const pid = await deadPid()
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    expect(isGone(ownerOf(pid))).toBe(true)
    kill.mockRestore()
  })

  test('is not known to be gone when its process may not be asked', () => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' })
    })
    expect(isGone(ownerOf(1))).toBe(false)
    kill.mockRestore()
  })

  test.each(['', 'somebody', place, `${place} `, `${place} nonsense 1 uuid`])(
    'is not known to be gone when nobody can read its name: %o',
    (owner) => {
      expect(isGone(owner)).toBe(false)
    },
  )

  test('has no start where the platform does not tell, and lives while its number does', async () => {
    expect(isGone(ownerOf(ownPid, ''))).toBe(false)
    expect(isGone(ownerOf(await deadPid(), ''))).toBe(true)
  })
})

test('the session of an owner that is gone is taken at once', async () => {
  const { store } = createStage()
  const owner = ownerOf(await deadPid())
  const session = {
    id: 'job',
    kind: 'retry',
    machineVersion: '1',
    snapshotFormat: 1,
    status: 'active',
  } as const
  await store.insert({ ...session, attempt: 1 }, { owner, leaseFor: 1e9 })
  expect(await runWithRetry({}, ({ isRepeated }) => isRepeated, { id: 'job', store })).toBe(true)
  expect((await store.history('job')).map(({ type }) => type)).toStrictEqual(['created', 'claimed', 'done'])
})
