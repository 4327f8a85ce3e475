import { afterEach, describe, expect, test, vi } from 'vitest'
import { createRetryMachine, runWithRetry, startRetry, waitFixed } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { openSession } from '../../src/machine/open-session.ts'
import { quiet } from '../support/next-turn.ts'
import { cutAsleep, DAY, failOnce, HOUR, resumeOn } from './support/cut-asleep.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('a sleep that was cut ends at its instant', () => {
  const cases: readonly [title: string, wait: number, slept: number, away: number, rest: number][] = [
    ['40 days, cut at once, resumed after 10', 40 * DAY, 0, 10 * DAY, 30 * DAY],
    ['40 days, cut after 5, resumed after 10', 40 * DAY, 5 * DAY, 10 * DAY, 25 * DAY],
    ['one that ended meanwhile, a moment ago', HOUR, 60_000, HOUR, 0],
    ['one that ended years ago', HOUR, 60_000, 4000 * DAY, 0],
    ['a short one', 100, 40, 20, 40],
    ['one that is not of whole milliseconds', 1000.2, 0, 0, 1000.2],
    ['one that is longer than dates go', 1e17, 1e6, 0, 1e17 - 1e6],
    ['the wall clock was set back an hour meanwhile', 2 * HOUR, HOUR, -HOUR, HOUR],
    ['the wall clock was set back by years', 2 * HOUR, HOUR, -4000 * DAY, HOUR],
  ]

  test.each(cases)('%s', async (_title, wait, slept, away, rest) => {
    const { clock, resume } = await cutAsleep({ wait: () => wait }, slept, away)
    const session = await resume()
    expect(clock.next ?? 0).toBe(rest)
    clock.advance(rest)
    expect(await session.result).toBe('attempt 2')
    expect(clock.timers).toBe(0)
  })

  test('also when it is cut again and again', async () => {
    const options = { wait: waitFixed('10 days') }
    let { snapshot } = await cutAsleep(options, DAY, DAY)
    const { wakeAt } = snapshot
    for (let cut = 1; cut <= 4; cut++) {
      const clock = createVirtualClock()
      clock.advance(cut * 2 * DAY)
      const session = await resumeOn(clock, options, snapshot)
      clock.advance(HOUR)
      snapshot = session.snapshot()
      session.actor.stop()
      expect([snapshot.wakeAt, clock.timers]).toStrictEqual([wakeAt, 0])
    }
  })

  test('never ends when it was without end, but by WAKE', async () => {
    const { clock, snapshot, resume } = await cutAsleep({ wait: () => Infinity }, DAY, DAY)
    expect(snapshot).toMatchObject({
      wakeAt: null,
      snapshot: { context: { upcomingSleep: { '@number': 'Infinity' } } },
    })
    const session = await resume()
    clock.advance(1e9)
    await quiet()
    expect(session.getSnapshot().value).toStrictEqual({ sleeping: 'resting' })
    session.wake()
    expect(await session.result).toBe('attempt 2')
    expect(clock.timers).toBe(0)
  })

  test('with a sleep of one’s own, which gets the rest', async () => {
    const slept: number[] = []
    const sleep = (ms: number) => {
      slept.push(ms)
      return slept.length === 1 ? new Promise<never>(() => {}) : Promise.resolve()
    }
    const options = { wait: () => 90_000, sleep }
    const { resume } = await cutAsleep(options, 20_000, 30_000)
    expect(await (await resume()).result).toBe('attempt 2')
    expect(slept).toStrictEqual([90_000, 40_000])
  })

  test('by the platform’s own timers, beyond what those can hold', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
    const machine = createRetryMachine({ wait: waitFixed('40 days') })
    const session = startRetry(machine, failOnce)
    await vi.advanceTimersByTimeAsync(0)
    const text = JSON.stringify(session.snapshot())
    session.actor.stop()
    vi.setSystemTime(Date.UTC(2026, 0, 11))
    const resumed = runWithRetry(machine, failOnce, { snapshot: text })
    let end: number | undefined
    void resumed.then(() => (end = Date.now()))
    // A tick a second for thirty days would take minutes.
    await vi.advanceTimersByTimeAsync(10_000)
    expect(end).toBeUndefined()
    vi.setSystemTime(Date.UTC(2026, 0, 1) + 40 * DAY)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await resumed).toBe('attempt 2')
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('an end that no snapshot tells is kept as well', async () => {
  const clock = createVirtualClock()
  const machine = createRetryMachine({ clock, wait: () => 2 * HOUR })
  const resumed = {
    machineId: 'retry',
    machineVersion: '1',
    attemptNumber: 1,
    isRepeated: false,
    wakeAt: clock.now() + HOUR,
    idempotencyKey: 'key',
    earlierAttempts: 0,
  }
  // As a store resumes a session of which it knows no more.
  const session = openSession(machine, { fn: failOnce, resumed }, {})
  session.start()
  await quiet()
  clock.advance(HOUR)
  expect(await session.result).toBe('attempt 2')
})
