import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { whenFree } from '../../src/stores/sqlite/when-free.ts'
import { rejection } from './support/rejection.ts'

const locked = Object.assign(new Error('database is locked'), { rawCode: 5 })

/** The monotonic clock, which jumps where the process stands still. */
let now = 0
beforeEach(() => {
  now = 1000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => void vi.restoreAllMocks())

/** A file that others have locked for so many tries, each of which takes so long. */
function lockedFor(...tries: readonly number[]) {
  const left = [...tries]
  return vi.fn<() => string>(() => {
    const took = left.shift()
    if (took === undefined) return 'done'
    now += took
    throw locked
  })
}

test('tries again until the time is over', async () => {
  expect(await whenFree(lockedFor(10, 10), 5000)).toBe('done')
  const run = lockedFor(900, 900, 900)
  expect(await rejection(whenFree(run, 1000))).toBe(locked)
  expect(run).toHaveBeenCalledTimes(2)
})

test('waits anew when the process itself stood still meanwhile, once', async () => {
  expect(await whenFree(lockedFor(10, 6000, 10), 5000)).toBe('done')
  const run = lockedFor(10, 6000, 10, 6000, 10)
  expect(await rejection(whenFree(run, 5000))).toBe(locked)
  expect(run).toHaveBeenCalledTimes(4)
})

test('throws at once what is no lock', async () => {
  const full = Object.assign(new Error('database or disk is full'), { rawCode: 13 })
  const run = vi.fn<() => string>(() => {
    throw full
  })
  expect(await rejection(whenFree(run, 5000))).toBe(full)
  expect(run).toHaveBeenCalledTimes(1)
})
