import { run, spawn, suspend } from 'effection'
import type { Operation } from 'effection'
import { stopAfterAttempt, waitFixed } from 'holdfast'
import type { Clock } from 'holdfast'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { forms } from './forms.ts'

const DAY = 86_400_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

const failing = (times: number) => {
  let calls = 0
  return () => {
    if (++calls <= times) throw new Error('down')
    return calls
  }
}

/** Begins a task, and tells whether it is over; in functions, since `await` would wait for the task itself. */
async function begin(operation: () => Operation<unknown>) {
  const task = run(operation)
  const end = vi.fn<() => void>()
  void task.then(end, end)
  await vi.advanceTimersByTimeAsync(0)
  return { task: () => task, isOver: () => end.mock.calls.length > 0 }
}

describe.each(forms)('$title', ({ run: retryIn }) => {
  test("sleeps in Effection's time, which fake timers may be", async () => {
    const { isOver } = await begin(() => retryIn({ wait: waitFixed('1h') }, failing(1)))
    await vi.advanceTimersByTimeAsync(3_599_999)
    expect(isOver()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isOver()).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('sleeps longer than a timer can', async () => {
    const { isOver } = await begin(() => retryIn({ wait: waitFixed(60 * DAY) }, failing(1)))
    await vi.advanceTimersByTimeAsync(60 * DAY - 1)
    expect(isOver()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isOver()).toBe(true)
  })

  test('sleeps for ever, until it is halted', async () => {
    const { task, isOver } = await begin(() => retryIn({ wait: waitFixed(Infinity) }, failing(1)))
    await vi.advanceTimersByTimeAsync(100 * DAY)
    expect(isOver()).toBe(false)
    await task().halt()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('limits are measured in that time too, however long they are', async () => {
    const options = { attemptTimeout: 30 * DAY, timeout: 50 * DAY, stop: stopAfterAttempt(9) }
    const task = run(() => retryIn(options, () => suspend()))
    const error = task.catch(({ name, scope }) => `${name} ${scope}`)
    await vi.advanceTimersByTimeAsync(50 * DAY)
    expect(await error).toBe('TimeoutError session')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a session that ends leaves no timer', async () => {
    const { isOver } = await begin(() =>
      retryIn({ attemptTimeout: 1000, timeout: '1h', wait: waitFixed(10) }, failing(2)),
    )
    await vi.advanceTimersByTimeAsync(20)
    expect([isOver(), vi.getTimerCount()]).toEqual([true, 0])
  })

  test("unref and a clock take the place of Effection's sleep", async () => {
    const set: unknown[] = []
    const clock: Clock = {
      now: () => 0,
      monotonic: () => 0,
      setTimer(callback, ms, unref) {
        set.push([ms, unref])
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    }
    const options = { clock, unref: true, wait: waitFixed(10), attemptTimeout: 20, timeout: 30 }
    const { isOver } = await begin(() => retryIn(options, failing(1)))
    await vi.advanceTimersByTimeAsync(10)
    expect(isOver()).toBe(true)
    expect(set).toEqual([
      [30, true],
      [20, true],
      [10, true],
      [20, true],
    ])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe.each(forms)('$title, in real time', ({ run: retryIn }) => {
  test('unref lets the process end during a sleep', async () => {
    vi.useRealTimers()
    const set = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => set.mockRestore())
    await run(function* () {
      void (yield* spawn(() => retryIn({ unref: true, wait: waitFixed('1h') }, failing(1))))
      yield* retryIn({ wait: waitFixed(5) }, failing(1))
    })
    const sleep = set.mock.calls.findIndex(([, ms]) => ms === 3_600_000)
    expect(set.mock.results[sleep]?.value).toHaveProperty('hasRef')
    const keepsAlive = set.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())
    expect(keepsAlive[sleep]).toBe(false)
  })
})
