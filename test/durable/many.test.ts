import { expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry, waitFixed } from 'holdfast'
import type { AttemptInfo } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { intercept } from './intercept.ts'
import { createStage } from './stage.ts'

const MANY = 1000

const failingOnce = ({ attemptNumber, idempotencyKey }: AttemptInfo) => {
  if (attemptNumber === 1) throw new Error('down')
  return idempotencyKey
}

test(
  'a thousand sessions at once all end, under one keeper, and leave nothing',
  { timeout: 30_000 },
  async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { store: inner, clock } = createStage()
      const renew = vi.fn<() => void>()
      const store = intercept(inner, (method, pass) => {
        if (method === 'renew') renew()
        return pass()
      })
      const machine = createRetryMachine({ clock, wait: waitFixed('1h') })
      const ids = Array.from({ length: MANY }, (_, index) => `job ${index}`)
      const runs = ids.map((id) => runWithRetry(machine, failingOnce, { id, store }))
      await vi.waitFor(async () =>
        expect(await inner.list({ status: 'sleeping', limit: MANY })).toHaveLength(MANY),
      )
      expect(vi.getTimerCount()).toBe(1)
      await vi.advanceTimersByTimeAsync(2000)
      expect(renew).toHaveBeenCalledTimes(4)
      clock.advance(3_600_000)
      expect(await Promise.all(runs)).toStrictEqual(ids)
      expect(clock.timers).toBe(0)
      await vi.advanceTimersByTimeAsync(500)
      expect(vi.getTimerCount()).toBe(0)
      expect(await inner.list({ status: 'done', limit: MANY + 1 })).toHaveLength(MANY)
    } finally {
      vi.useRealTimers()
    }
  },
)

test('a session that has ended is known to the process no more: the next call asks the store', async () => {
  const { store } = createStage()
  const ends = ['done', 'failed', 'given up']
  const caller = new AbortController()
  const fns = [
    async () => 'ok',
    () => Promise.reject<string>(new Error('down')),
    () => new Promise<string>(() => {}),
  ]
  const machine = createRetryMachine({ retry: () => false })
  const run = (id: string, index: number) =>
    runWithRetry(machine, fns[index]!, { id, store, signal: caller.signal }).catch(() => {})
  const runs = ends.map(run)
  await quiet()
  caller.abort('bye')
  await Promise.all(runs)
  await quiet()
  for (const id of ends) await store.delete(id)
  for (const id of ends) expect(await runWithRetry(machine, () => id, { id, store })).toBe(id)
})
