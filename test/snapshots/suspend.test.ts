import { describe, expect, test } from 'vitest'
import { createRetryMachine, startRetry } from 'holdfast'
import type { AttemptInfo, RetryOptions, RetrySession } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

const HOUR = 3_600_000

const failOnce = async ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber === 1) throw new Error('down')
  return 'awake'
}

/** Sessions that sleep on a clock, each resumed from its snapshot. */
async function asleep(
  clock: VirtualClock,
  options: RetryOptions,
  count = 1,
): Promise<RetrySession<string>[]> {
  const machine = createRetryMachine({ wait: () => 8 * HOUR, ...options, clock })
  const first = startRetry(machine, failOnce)
  await quiet()
  const snapshot = first.snapshot()
  first.actor.stop()
  const sessions = Array.from({ length: count }, () => startRetry(machine, failOnce, { snapshot }))
  await quiet()
  return sessions
}

const areAsleep = (sessions: readonly RetrySession<string>[]) =>
  sessions.filter((session) => session.getSnapshot().matches('sleeping')).length

describe('a resumed session whose machine is suspended, and its timers with it,', () => {
  test('wakes within a second of being back, when its sleep has ended meanwhile', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, {})
    clock.advance(HOUR)
    clock.jump(10 * HOUR)
    clock.advance(1000)
    expect(await session!.result).toBe('awake')
    expect(clock.timers).toBe(0)
  })

  test('wakes at its instant, when that comes after', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, {})
    const { wakeAt } = session!.snapshot()
    clock.advance(HOUR)
    clock.jump(3 * HOUR)
    clock.advance(HOUR)
    clock.jump(HOUR)
    clock.advance(2 * HOUR - 1)
    await quiet()
    expect(areAsleep([session!])).toBe(1)
    clock.advance(1)
    expect(await session!.result).toBe('awake')
    expect([clock.now(), clock.timers]).toStrictEqual([wakeAt, 0])
  })

  test('wakes no later than planned, when the wall clock was set back', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, {})
    clock.advance(HOUR)
    clock.jump(-HOUR)
    clock.advance(HOUR)
    // As long a suspend as the clock was set back.
    clock.jump(2 * HOUR)
    clock.advance(4 * HOUR - 1)
    await quiet()
    expect(areAsleep([session!])).toBe(1)
    clock.advance(1)
    expect(await session!.result).toBe('awake')
  })

  test('is not woken by a clock that is put right by less than a second', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, {})
    clock.advance(8 * HOUR - 2000)
    clock.jump(900)
    clock.advance(1999)
    await quiet()
    expect(areAsleep([session!])).toBe(1)
    clock.advance(1)
    expect(await session!.result).toBe('awake')
  })

  test('is woken when a drift has become a second', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, {})
    const { wakeAt } = session!.snapshot()
    for (let step = 0; step < 10; step++) {
      clock.advance(60_000)
      clock.jump(500)
    }
    clock.advance(wakeAt! - clock.now() + 1000)
    expect(await session!.result).toBe('awake')
    expect(clock.timers).toBe(0)
  })

  test('is over its deadline within a second of being back', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, { timeout: '4h' })
    clock.jump(4 * HOUR)
    clock.advance(1000)
    expect(await rejection(session!.result)).toMatchObject({ scope: 'session' })
    expect(clock.timers).toBe(0)
  })

  test('does not look at the clock for a sleep of a second', async () => {
    const clock = createVirtualClock()
    const [session] = await asleep(clock, { wait: () => 1000 })
    expect(clock.timers).toBe(1)
    clock.advance(1000)
    expect(await session!.result).toBe('awake')
  })
})

test('a look at the wall clock keeps no process alive, and sets a sleep anew only after a jump', async () => {
  const clock = createVirtualClock()
  const set: unknown[] = []
  const counted: VirtualClock = Object.create(clock, {
    setTimer: {
      value(callback: () => void, ms: number, unref: boolean) {
        set.push([ms, unref])
        return clock.setTimer(callback, ms)
      },
    },
  })
  const [session] = await asleep(counted, {})
  set.length = 0
  clock.advance(2000)
  clock.jump(HOUR)
  clock.advance(3000)
  session!.abort()
  const look = [1000, true]
  const rest = [7 * HOUR - 3000, false]
  expect(set).toStrictEqual([look, look, look, rest, look, look])
})

describe('ten thousand of them', { timeout: 60_000 }, () => {
  const COUNT = 10_000

  test('share one look a second, and all wake', async () => {
    const clock = createVirtualClock()
    const sessions = await asleep(clock, {}, COUNT)
    expect(clock.timers).toBe(COUNT + 1)
    clock.jump(9 * HOUR)
    clock.advance(1000)
    await quiet()
    expect([areAsleep(sessions), clock.timers]).toStrictEqual([0, 0])
    expect(new Set(await Promise.all(sessions.map(({ result }) => result)))).toStrictEqual(new Set(['awake']))
  })
})
