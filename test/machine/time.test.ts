import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock, waitExponential } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { compiledDriver, interpreters } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'

const fail = () => {
  throw new Error('down')
}

const HOUR = 3_600_000

describe.each(interpreters)('in $title', ({ run }) => {
  test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 33 + 5])(
    'a sleep of %d ms lasts exactly that long',
    async (delay) => {
      vi.useFakeTimers()
      onTestFinished(() => void vi.useRealTimers())
      let calls = 0
      const result = run({ wait: () => delay }, () => (++calls < 2 ? fail() : performance.now()))
      const start = performance.now()
      await vi.advanceTimersByTimeAsync(delay - 1)
      expect(calls).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(await result).toBe(start + delay)
    },
  )

  test.each([2 ** 31, 2 ** 32, 1e308, Number.MAX_SAFE_INTEGER, Infinity])(
    'a sleep of %d ms does not end at once',
    async (delay) => {
      const controller = new AbortController()
      let calls = 0
      const result = run({ wait: () => delay, signal: controller.signal }, () => {
        calls++
        fail()
      })
      const rejected = result.catch((error: unknown) => error)
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(calls).toBe(1)
      controller.abort('enough')
      expect(await rejected).toBe('enough')
    },
  )

  test('attempt 5,000 of an exponential wait is still a wait', async () => {
    const delays = new Set<number>()
    let calls = 0
    const sleep = async (ms: number) => void delays.add(ms)
    await run({ wait: waitExponential({ max: '1h' }), sleep }, () => (++calls < 5000 ? fail() : 'ok'))
    expect(Math.max(...delays)).toBe(HOUR)
    expect([...delays].every((ms) => ms >= 1000)).toBe(true)
  })

  test.each([HOUR, -HOUR])('a wall clock that jumps by %d ms changes nothing', async (jump) => {
    const clock = createVirtualClock()
    const elapsed: number[] = []
    const stop = ({ elapsed: now }: { elapsed: number }) => elapsed.push(now) === 3
    const result = run({ clock, wait: () => 100, stop, timeout: 10_000, attemptTimeout: 1000 }, fail).catch(
      () => {},
    )
    for (let i = 0; i < 2; i++) {
      await quiet()
      clock.jump(jump)
      clock.advance(100)
    }
    await result
    expect(elapsed).toStrictEqual([0, 100, 200])
  })
})

describe('systemClock', () => {
  test('tells wall time and monotonic time', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000)
    expect(Math.abs(systemClock.monotonic() - performance.now())).toBeLessThan(1000)
  })

  test.each([1, 2 ** 31, Infinity])('cancels a timer of %d ms', async (ms) => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let fired = false
    const cancel = systemClock.setTimer(() => void (fired = true), ms)
    await vi.advanceTimersByTimeAsync(Math.min(ms, 2 ** 31) - 1)
    cancel()
    await vi.advanceTimersByTimeAsync(2 ** 32)
    expect(fired).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('lets a process exit during an unref timer', async () => {
    const refs = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = refs()
    for (const ms of [60_000, 2 ** 31]) {
      const cancel = systemClock.setTimer(() => {}, ms, true)
      expect(refs()).toBe(before)
      cancel()
    }
  })

  test('where timers are numbers, and there is no setImmediate, works too', async () => {
    vi.stubGlobal('setImmediate', undefined)
    vi.stubGlobal('setTimeout', (callback: () => void) => (queueMicrotask(callback), 1))
    onTestFinished(() => void vi.unstubAllGlobals())
    const until = performance.now() + 12
    const stop = () => performance.now() > until
    await expect(compiledDriver.run({ stop, unref: true }, fail)).rejects.toThrow('down')
    await expect(compiledDriver.run({ stop, unref: true, wait: () => 5 }, fail)).rejects.toThrow('down')
  })
})
