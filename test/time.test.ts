import { afterEach, describe, expect, test, vi } from 'vitest'

import { breathe } from '../src/time.ts'
import { nextTurn } from './support/next-turn.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** As whoever has run for long. */
const wait = () => breathe(Infinity)

/** Whatever fake timers there are. */
const { setImmediate: setRealImmediate } = globalThis
const realTurn = () => new Promise<void>((resolve) => setRealImmediate(resolve))

const isOver = async (waited: Promise<void>): Promise<boolean> => {
  let over = false
  void waited.then(() => (over = true))
  for (let turn = 0; turn < 4; turn++) await realTurn()
  return over
}

test('many that run for long share what one may take of a turn of the event loop', async () => {
  let time = performance.now() + 1000
  vi.spyOn(performance, 'now').mockImplementation(() => time)
  let sinceTurn = 0
  let longest = 0
  const runs: number[] = []
  const run = async (index: number) => {
    for (let step = 0; step < 40; step++) {
      time++
      sinceTurn++
      longest = Math.max(longest, sinceTurn)
      await breathe(performance.now())
    }
    runs.push(index)
  }
  const all = Promise.all(Array.from({ length: 20 }, (_, index) => run(index)))
  // All have begun, and wait.
  longest = sinceTurn = 0
  while (runs.length < 20) {
    await nextTurn()
    sinceTurn = 0
  }
  await all
  // Each takes a step at least, and together no more than 5 ms beyond that.
  expect(longest).toBeLessThanOrEqual(20 + 5)
})

test('a timer that comes after the first of those who wait together changes nothing', async () => {
  await Promise.all([wait(), wait()])
  const now = vi.spyOn(performance, 'now')
  await nextTurn()
  expect(now).not.toHaveBeenCalled()
})

describe('whoever waits when fake timers', () => {
  test('are installed goes on all the same, and does not wake those who wait by them', async () => {
    const real = wait()
    vi.useFakeTimers()
    const faked = wait()
    expect(await isOver(real)).toBe(true)
    expect(await isOver(faked)).toBe(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(await isOver(faked)).toBe(true)
  })

  test('are removed holds nobody up who comes later', async () => {
    vi.useFakeTimers()
    const swallowed = wait()
    vi.useRealTimers()
    expect(await isOver(wait())).toBe(true)
    expect(await isOver(swallowed)).toBe(false)

    vi.useFakeTimers()
    const again = wait()
    await vi.advanceTimersByTimeAsync(0)
    expect(await isOver(again)).toBe(true)
  })

  test('are cleared holds nobody up either', async () => {
    vi.useFakeTimers()
    void wait()
    vi.clearAllTimers()
    const later = wait()
    await vi.advanceTimersByTimeAsync(0)
    expect(await isOver(later)).toBe(true)
  })
})
