import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'

const A_DAY = 86_400_000

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
})
