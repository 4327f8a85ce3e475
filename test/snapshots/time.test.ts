import { describe, expect, test } from 'vitest'
import { createRetryMachine, startRetry, stopAfterDelay, TimeoutError } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { cutAsleep, DAY, failOnce, HOUR } from './support/cut-asleep.ts'

describe('in memory, before it is cut, a session', () => {
  test('ignores a wall clock that jumps, and tells how long it still sleeps', async () => {
    const clock = createVirtualClock()
    const session = startRetry({ clock, wait: () => HOUR }, failOnce)
    await quiet()
    clock.jump(DAY)
    clock.advance(HOUR / 2)
    const { savedAt, wakeAt } = session.snapshot()
    expect(wakeAt).toBe(savedAt + HOUR / 2)
    clock.jump(-2 * DAY)
    const later = session.snapshot()
    expect(later.wakeAt).toBe(later.savedAt + HOUR / 2)
    expect(clock.timers).toBe(1)
    clock.advance(HOUR / 2 - 1)
    await quiet()
    expect(session.getSnapshot().matches('sleeping')).toBe(true)
    clock.advance(1)
    expect(await session.result).toBe('attempt 2')
  })

  test('tells of the sleep that it is about to begin, not of the one before', async () => {
    const clock = createVirtualClock()
    const ends: (number | null)[] = []
    const session = startRetry(
      { clock, wait: ({ attemptNumber }) => attemptNumber * HOUR },
      async ({ attemptNumber }) => {
        if (attemptNumber < 4) throw new Error('down')
      },
      {
        inspect(event) {
          // As the sleep's own actor is started, before it has begun.
          const isBeginning =
            event.type === '@xstate.event' && 'src' in event.actorRef && event.actorRef.src === 'sleep'
          if (isBeginning && event.event.type === 'xstate.init') ends.push(session.snapshot().wakeAt)
        },
      },
    )
    const starts: number[] = []
    for (let sleep = 1; sleep < 4; sleep++) {
      await quiet()
      starts.push(clock.now() + sleep * HOUR)
      clock.advance(sleep * HOUR)
    }
    await session.result
    expect(ends).toStrictEqual(starts)
  })
})

describe('across a restart', () => {
  test('the elapsed time, the limits and the statistics go on', async () => {
    const options = { wait: () => HOUR, stop: stopAfterDelay('3h') }
    const { clock, snapshot } = await cutAsleep(options, HOUR / 2, 4 * HOUR)
    const seen: object[] = []
    const machine = createRetryMachine({
      ...options,
      clock,
      after: ({ attemptNumber, elapsed, idleFor, startTime }) =>
        void seen.push({ attemptNumber, elapsed, idleFor, age: clock.monotonic() - startTime }),
    })
    const session = startRetry(machine, () => Promise.reject(new Error('down')), { snapshot })
    expect(await rejection(session.result)).toMatchObject({
      name: 'RetryError',
      lastAttempt: { attemptNumber: 2 },
    })
    expect(seen).toStrictEqual([{ attemptNumber: 2, elapsed: 4.5 * HOUR, idleFor: HOUR, age: 4.5 * HOUR }])
    expect(session.statistics).toMatchObject({
      attemptNumber: 2,
      idleFor: HOUR,
      delaySinceFirstAttempt: 4.5 * HOUR,
    })
  })

  test('the deadline of the session stays where it was', async () => {
    const { clock, resume } = await cutAsleep({ wait: () => 10 * DAY, timeout: '5 days' }, DAY, DAY)
    const session = await resume()
    clock.advance(3 * DAY - 1)
    await quiet()
    expect(session.getSnapshot().status).toBe('active')
    clock.advance(1)
    const error = await rejection(session.result)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ scope: 'session', limit: 5 * DAY, cause: { message: 'down' } })
    expect(clock.timers).toBe(0)
  })

  test('a deadline that has passed ends it at once, and nothing is called', async () => {
    const { clock, snapshot } = await cutAsleep({ wait: () => HOUR, timeout: '5h' }, 0, DAY)
    const machine = createRetryMachine({ wait: () => HOUR, timeout: '5h', clock })
    const session = startRetry(machine, () => expect.fail('too late'), { snapshot })
    expect(await rejection(session.result)).toMatchObject({ scope: 'session' })
    expect(clock.timers).toBe(0)
  })

  test('a signal that is aborted already ends it at once, and nothing is called', async () => {
    const { snapshot } = await cutAsleep({ wait: () => HOUR }, 0, DAY)
    const signal = AbortSignal.abort('enough')
    const session = startRetry({}, () => expect.fail('aborted'), { snapshot, signal })
    expect(await rejection(session.result)).toBe('enough')
  })

  test('a wall clock that was set back repeats no attempt, and takes no time from it', async () => {
    const { clock, snapshot, resume } = await cutAsleep({ wait: () => 2 * HOUR }, HOUR, -HOUR)
    const session = await resume()
    expect(session.snapshot()).toMatchObject({ attemptNumber: 1, age: snapshot.age })
    clock.advance(HOUR)
    expect(await session.result).toBe('attempt 2')
    expect(session.statistics.attemptNumber).toBe(2)
  })
})

test('a clock that somebody replaces does not make a session’s snapshot unreadable', async () => {
  let monotonic = 5000
  const clock = { ...createVirtualClock(), monotonic: () => monotonic }
  const session = startRetry({ clock, wait: () => HOUR }, failOnce)
  await quiet()
  monotonic = 0
  const snapshot = session.snapshot()
  expect(snapshot).toMatchObject({ age: 0, wakeAt: snapshot.savedAt + HOUR })
  session.actor.stop()
  const resumed = startRetry({ clock, wait: () => HOUR }, failOnce, { snapshot })
  resumed.wake()
  expect(await resumed.result).toBe('attempt 2')
})
