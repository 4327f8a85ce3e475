import { describe, expect, test, vi } from 'vitest'
import { runWithRetry } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { intercept } from './intercept.ts'
import { createStage } from './stage.ts'

const hang = () => new Promise<never>(() => {})

test('a lease is renewed as long as the store takes to write the end', async () => {
  const lease = 30
  const { store: inner, clock } = createStage()
  let answer = () => {}
  const store = intercept(inner, async (method, pass) => {
    if (method === 'commit') await new Promise<void>((resolve) => (answer = resolve))
    return pass()
  })
  const run = runWithRetry({}, () => 'ok', { id: 'job', store, lease })
  await quiet()
  clock.advance(lease / 2)
  const until = clock.now() + lease
  await vi.waitUntil(async () => (await inner.get('job'))?.leaseUntil === until, { interval: 5 })
  answer()
  expect(await run).toBe('ok')
})

describe('a store that does not answer', () => {
  test.each(['get', 'insert', 'claim', 'commit'] as const)(
    'to %s does not run the function, and the signal ends the call at once',
    async (hanging) => {
      const { store: inner } = createStage()
      let answer = () => {}
      const store = intercept(inner, async (method, pass) => {
        if (method === hanging) await new Promise<void>((resolve) => (answer = resolve))
        return pass()
      })
      const caller = new AbortController()
      const fn = vi.fn<() => string>(() => 'ok')
      // With a hook before it, the attempt has a write of its own.
      const policy = { before: () => {} }
      const session = { id: 'job', kind: 'retry', machineVersion: '1', snapshotFormat: 1, attempt: 0 }
      if (hanging === 'claim') await inner.insert({ ...session, status: 'sleeping' })
      const run = runWithRetry(policy, fn, { id: 'job', store, signal: caller.signal })
      await quiet()
      expect(fn).not.toHaveBeenCalled()
      caller.abort('bye')
      expect(await settled(run, 1)).toStrictEqual({ error: 'bye' })
      answer()
      await quiet()
      answer()
      await quiet()
      expect(fn).not.toHaveBeenCalled()
      expect(await runWithRetry(policy, fn, { id: 'job', store: inner })).toBe('ok')
    },
  )

  test('to the first question adds nothing later to what it was asked to keep', async () => {
    const { store: inner } = createStage()
    let answer = () => {}
    const store = intercept(inner, async (method, pass) => {
      if (method === 'get') await new Promise<void>((resolve) => (answer = resolve))
      return pass()
    })
    const caller = new AbortController()
    const run = runWithRetry({}, hang, { id: 'job', store, signal: caller.signal })
    await quiet()
    caller.abort('bye')
    expect(await settled(run, 1)).toStrictEqual({ error: 'bye' })
    answer()
    await quiet()
    expect(await inner.get('job')).toBeUndefined()
  })
})
