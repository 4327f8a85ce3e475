import fc from 'fast-check'
import { runWithRetry, stopAfterAttempt, stopAfterDelay, waitFixed, waitNone } from 'holdfast'
import type { AttemptInfo } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

const HOUR = 3_600_000

/** Sets timers, and notes when each fires, by its name. */
function noteTimers(clock: VirtualClock) {
  const fired: [name: string, at: number][] = []
  const set = (name: string, ms: number, then = () => {}) =>
    clock.setTimer(() => {
      fired.push([name, clock.elapsed])
      then()
    }, ms)
  return { fired, set }
}

describe('createVirtualClock', () => {
  test('stands still until it is moved on', async () => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('at once', 0)
    await quiet()
    expect(fired).toStrictEqual([])
    expect({ elapsed: clock.elapsed, timers: clock.timers, next: clock.next }).toStrictEqual({
      elapsed: 0,
      timers: 1,
      next: 0,
    })
  })

  test('tells both times from a start of its own', () => {
    const clock = createVirtualClock()
    const monotonic = clock.monotonic()
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-01T00:00:00.000Z')
    clock.advance('90s')
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-01T00:01:30.000Z')
    expect(clock.monotonic() - monotonic).toBe(90_000)
    expect(clock.elapsed).toBe(90_000)
  })

  test('has nothing next where no timer is set', () => {
    const clock = createVirtualClock()
    const cancel = clock.setTimer(() => {}, 5)
    expect(clock.next).toBe(5)
    cancel()
    expect([clock.next, clock.timers]).toStrictEqual([undefined, 0])
  })

  test.each([
    [5, 5],
    ['5', 5],
    ['1.5s', 1500],
    ['1h', HOUR],
    ['2 days', 48 * HOUR],
  ])('takes %j as %d ms', async (duration, ms) => {
    const clock = createVirtualClock()
    const start = clock.now()
    clock.advance(duration)
    expect(clock.elapsed).toBe(ms)
    await clock.advanceAsync(duration)
    expect(clock.elapsed).toBe(2 * ms)
    clock.jump(duration)
    expect(clock.now() - start).toBe(3 * ms)
  })

  test.each([
    ['soon', TypeError, 'duration must be milliseconds or a string like "1.5s", got "soon"'],
    [undefined, TypeError, 'duration must be milliseconds or a string like "1.5s", got undefined'],
    [-1, RangeError, 'duration must be at least 0, got -1'],
    [NaN, RangeError, 'duration must be at least 0, got NaN'],
    [Infinity, RangeError, 'duration must be finite, got Infinity'],
  ])('refuses to advance by %j', async (duration, type, message) => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('a', 0)
    const error = Object.assign(new type(message), { code: 'HOLDFAST_INVALID_OPTION' })
    expect(() => clock.advance(duration as number)).toThrow(error)
    expect(await rejection(clock.advanceAsync(duration as number))).toStrictEqual(error)
    expect({ fired, elapsed: clock.elapsed }).toStrictEqual({ fired: [], elapsed: 0 })
  })

  test.each(['soon', NaN, -Infinity])('refuses to jump by %j', (duration) => {
    const clock = createVirtualClock()
    const start = clock.now()
    expect(() => clock.jump(duration)).toThrow('duration must be')
    expect(clock.now()).toBe(start)
  })
})

describe('advance', () => {
  test('fires each timer at its time, those set first first, and those that are set meanwhile', () => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('late', 101)
    set('second', 50)
    set('first', 10, () => {
      set('meanwhile', 40)
      set('meanwhile, and at once', 0)
    })
    set('third', 50)
    set('never', 10)()
    clock.advance(100)
    expect(fired).toStrictEqual([
      ['first', 10],
      ['meanwhile, and at once', 10],
      ['second', 50],
      ['third', 50],
      ['meanwhile', 50],
    ])
    expect([clock.elapsed, clock.next]).toStrictEqual([100, 1])
  })

  test('never moves time back, when a callback moves it on', () => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('a', 10, () => clock.advance(1000))
    set('b', 20)
    set('c', 2000)
    clock.advance(30)
    expect(fired).toStrictEqual([
      ['a', 10],
      ['b', 20],
    ])
    expect(clock.elapsed).toBe(1010)
    clock.advance(990)
    expect(fired.at(-1)).toStrictEqual(['c', 2000])
  })

  test('throws what a callback throws, and stands where that was', () => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('a', 10, () => {
      throw new Error('thrown by a')
    })
    set('b', 20)
    expect(() => clock.advance(100)).toThrow('thrown by a')
    expect([clock.elapsed, clock.timers]).toStrictEqual([10, 1])
    clock.advance(10)
    expect(fired.at(-1)).toStrictEqual(['b', 20])
  })

  test('fires the same, however the time is cut', () => {
    const delays = fc.array(fc.nat(50), { maxLength: 12 })
    fc.assert(
      fc.property(delays, fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }), (waits, steps) => {
        const whole = steps.reduce((sum, step) => sum + step, 0)
        const runIn = (cuts: readonly number[]) => {
          const clock = createVirtualClock()
          const { fired, set } = noteTimers(clock)
          for (const [index, ms] of waits.entries()) set(`${index}`, ms, () => set(`after ${index}`, ms + 1))
          for (const cut of cuts) clock.advance(cut)
          return { fired, elapsed: clock.elapsed, timers: clock.timers }
        }
        expect(runIn(steps)).toStrictEqual(runIn([whole]))
        expect(runIn([whole]).fired.every(([, at]) => at <= whole)).toBe(true)
      }),
    )
  })
})

describe('jump', () => {
  test.each(['1h', -2 * HOUR])('by %j moves the wall clock alone', (duration) => {
    const clock = createVirtualClock()
    const { fired, set } = noteTimers(clock)
    set('a', 10)
    const before = { now: clock.now(), monotonic: clock.monotonic() }
    clock.jump(duration)
    expect(clock.now() - before.now).toBe(duration === '1h' ? HOUR : duration)
    expect({ monotonic: clock.monotonic(), elapsed: clock.elapsed, next: clock.next, fired }).toStrictEqual({
      monotonic: before.monotonic,
      elapsed: 0,
      next: 10,
      fired: [],
    })
  })
})

describe.each(forms)('advanceAsync, of $title', ({ run }) => {
  test('has all attempts of the time made, where advance ends one sleep', async () => {
    const clock = createVirtualClock()
    const calledAt: number[] = []
    const result = run({ clock, wait: waitFixed('1h') }, () => {
      calledAt.push(clock.elapsed)
      if (clock.elapsed < 24 * HOUR) throw new Error('down')
      return 'up'
    })
    await clock.advanceAsync(0)
    clock.advance('2h')
    await quiet()
    expect(calledAt).toStrictEqual([0, HOUR * 2])
    await clock.advanceAsync('1 day')
    expect(await result).toBe('up')
    expect(calledAt).toStrictEqual(Array.from({ length: 24 }, (_, hour) => HOUR * (hour && hour + 1)))
    expect([clock.elapsed, clock.timers]).toStrictEqual([26 * HOUR, 0])
  })

  test('stops in the middle of a sleep', async () => {
    const clock = createVirtualClock()
    let calls = 0
    const result = run({ clock, wait: waitFixed('1m'), stop: stopAfterDelay('3m') }, () => {
      calls++
      throw new Error('down')
    })
    const error = rejection(result)
    await clock.advanceAsync('179999ms')
    expect({ calls, next: clock.next }).toStrictEqual({ calls: 3, next: 1 })
    await clock.advanceAsync(1)
    expect({ calls, message: String(await error) }).toStrictEqual({
      calls: 4,
      message: expect.stringContaining('gave up after 4 attempts'),
    })
  })

  test('lets attempts without a sleep between them be made too', async () => {
    const clock = createVirtualClock()
    let calls = 0
    const options = { clock, wait: waitNone, stop: stopAfterAttempt(5), reraise: true }
    const error = rejection(
      run(options, async () => {
        calls++
        await new Promise((resolve) => clock.setTimer(() => resolve(undefined), 100))
        throw new Error('down')
      }),
    )
    await clock.advanceAsync(500)
    expect(String(await error)).toBe('Error: down')
    expect({ calls, elapsed: clock.elapsed }).toStrictEqual({ calls: 5, elapsed: 500 })
  })
})

test('a stored session sleeps by the time of its store', async () => {
  const clock = createVirtualClock()
  const store = createMemoryStore({ clock, retention: { done: '7d' } })
  const send = async ({ attemptNumber }: AttemptInfo) => {
    if (attemptNumber < 4) throw new Error('503')
    return `sent by attempt ${attemptNumber}`
  }
  const sent = runWithRetry({ clock, wait: waitFixed('10m') }, send, { id: 'invoice-42', store })
  await clock.advanceAsync('15m')
  expect(await store.get('invoice-42')).toMatchObject({ status: 'sleeping', dueAt: clock.now() + 300_000 })
  await clock.advanceAsync('15m')
  expect(await sent).toBe('sent by attempt 4')
  clock.advance('8 days')
  expect(await store.prune()).toBe(1)
  await store.close()
})
