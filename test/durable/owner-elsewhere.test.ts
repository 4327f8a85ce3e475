import { expect, test, vi } from 'vitest'

import { createOwner } from '../../src/durable/owner.ts'
import { deadPid } from './dead-pid.ts'

test.each([
  ['in a browser', undefined],
  ['where the modules of the platform cannot be had', { pid: 1 }],
])('%s an owner is a UUID, and nobody is known to be gone', async (_where, stub) => {
  const [place] = createOwner().split(' ')
  const gone = `${place} ${await deadPid()}  uuid`
  vi.resetModules()
  vi.stubGlobal('process', stub)
  const elsewhere = await import('../../src/durable/owner.ts')
  const owner = elsewhere.createOwner()
  const verdicts = [elsewhere.isGone(owner), elsewhere.isGone(gone)]
  vi.unstubAllGlobals()
  expect(owner).toMatch(/^\S*  {2}[-\da-f]{36}$/)
  expect(verdicts).toStrictEqual([false, false])
})

test('a process that may look at nothing knows of nobody that is gone, and nobody knows of it', async () => {
  const forbidden = () => {
    throw new Error('denied')
  }
  const modules = { hostname: forbidden, readFileSync: forbidden, readlinkSync: forbidden }
  const pid = await deadPid()
  vi.resetModules()
  vi.stubGlobal('process', { pid, kill: process.kill.bind(process), getBuiltinModule: () => modules })
  const elsewhere = await import('../../src/durable/owner.ts')
  const owner = elsewhere.createOwner()
  const verdict = elsewhere.isGone(owner)
  vi.unstubAllGlobals()
  expect(owner).toMatch(new RegExp(`^// ${pid} {2}[-\\da-f]{36}$`))
  expect(verdict).toBe(false)
})
