import { mock } from 'node:test'

import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'

const A_DAY = 86_400_000
const LONGEST_TIMER = 2 ** 31 - 1

const fail = () => {
  throw new Error('down')
}

describe.each(forms)('fake timers under $title', ({ run }) => {
  const install = () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
  }

  test('that are installed later are the ones used', async () => {
    install()
    let calls = 0
    const result = run({ wait: () => A_DAY, stop: () => ++calls === 3, timeout: 3 * A_DAY }, fail)
    await Promise.all([
      expect(result).rejects.toThrow('gave up after 3 attempts'),
      vi.advanceTimersByTimeAsync(2 * A_DAY),
    ])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that were far ahead leave later endless retries abortable', async () => {
    install()
    let calls = 0
    const result = run({ wait: () => (++calls === 1 ? A_DAY : 0), stop: () => calls === 3 }, fail)
    await Promise.all([
      expect(result).rejects.toThrow('3 attempts'),
      vi.advanceTimersByTimeAsync(A_DAY + 1000),
    ])
    vi.useRealTimers()
    // So that the test fails where it would otherwise hang.
    const until = performance.now() + 100
    const endless = run({ signal: AbortSignal.timeout(2), stop: () => performance.now() > until }, fail)
    expect(await settled(endless, 1000)).toMatchObject({ error: { name: 'TimeoutError' } })
  })

  test.each([10, 40, 365])('that leave `performance` real end a sleep of %d days', async (days) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    onTestFinished(() => mock.timers.reset())
    let calls = 0
    const result = run({ wait: () => days * A_DAY }, () => (++calls === 1 ? fail() : 'ok'))
    await quiet()
    // What is set meanwhile counts from the end of a tick, so none goes beyond the end of a platform's timer.
    let rest = days * A_DAY
    for (; rest > LONGEST_TIMER; rest -= LONGEST_TIMER) mock.timers.tick(LONGEST_TIMER)
    mock.timers.tick(rest - 1)
    await quiet()
    expect(calls).toBe(1)
    mock.timers.tick(1)
    await quiet()
    expect(calls).toBe(2)
    await expect(result).resolves.toBe('ok')
  })
})
