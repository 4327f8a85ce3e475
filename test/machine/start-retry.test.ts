import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createRetryMachine, isRetryError, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { AttemptInfo, RetrySession } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})
const failingTwice = ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber < 3) throw new Error('down')
  return attemptNumber
}

describe('a session', () => {
  test('gives its result', async () => {
    expect(await startRetry({}, failingTwice).result).toBe(3)
    expect(await startRetry(createRetryMachine(), async () => 'ok').result).toBe('ok')
  })

  test('whose result nobody reads leaves nothing unhandled', async () => {
    const errors = await unhandledDuring(async () => {
      startRetry({ stop: stopAfterAttempt(1) }, failingTwice)
      startRetry({ before: () => Promise.reject(new Error('hook')) }, failingTwice)
      startRetry({ signal: AbortSignal.abort('gone') }, failingTwice)
      startRetry({}, hang).abort('enough')
      startRetry({}, hang).actor.stop()
      await quiet()
    })
    expect(errors).toStrictEqual([])
  })

  test('goes through the states of the chart', async () => {
    const states: unknown[] = []
    const session = startRetry({ stop: stopAfterAttempt(2), wait: () => 1 }, failingTwice)
    states.push(session.getSnapshot().value)
    session.subscribe(({ value }) => states.push(value))
    await session.result.catch(() => {})
    const attempt = [
      { attempting: 'running' },
      ...['asking', 'after', 'timing', 'stopping'].map((evaluating) => ({ evaluating })),
    ]
    expect(states).toStrictEqual([
      { attempting: 'before' },
      ...attempt,
      { sleeping: 'beforeSleep' },
      { sleeping: 'resting' },
      { attempting: 'before' },
      ...attempt,
      { evaluating: 'givingUp' },
      'failed',
    ])
    expect(session.getSnapshot()).toMatchObject({ value: 'failed', status: 'error' })
    expect(isRetryError(session.getSnapshot().error)).toBe(true)
  })

  test('ends done, with its value as the output', async () => {
    const session = startRetry({}, failingTwice)
    await session.result
    expect(session.getSnapshot()).toMatchObject({ value: 'done', status: 'done', output: 3 })
    expect(session.statistics).toMatchObject({ attemptNumber: 3 })
  })

  test('has a context of plain data', async () => {
    const session = startRetry({ clock: createVirtualClock() }, hang, { id: 'key' })
    await quiet()
    const { context } = session.getSnapshot()
    expect(JSON.parse(JSON.stringify(context))).toStrictEqual({
      attemptNumber: 1,
      elapsed: 0,
      upcomingSleep: 0,
      statistics: { attemptNumber: 1, idleFor: 0, delaySinceFirstAttempt: 0, startTime: 8192 },
    })
    session.abort()
  })
})

describe('wake', () => {
  test('ends the sleep and its timer', async () => {
    const clock = createVirtualClock()
    const session = startRetry({ clock, wait: () => 60_000 }, failingTwice)
    for (let sleeps = 0; sleeps < 2; sleeps++) {
      await quiet()
      expect(clock.timers).toBe(1)
      session.wake()
      expect(clock.timers).toBe(0)
    }
    expect(await session.result).toBe(3)
  })

  test('aborts the signal of a sleep of one’s own, and the next attempt has a fresh one', async () => {
    const signals: AbortSignal[] = []
    const sleep = (_ms: number, { signal }: { signal: AbortSignal }) => (signals.push(signal), hang())
    const session = startRetry({ sleep }, ({ attemptNumber, signal }) => {
      if (attemptNumber === 1) throw new Error('down')
      return signal.aborted
    })
    await quiet()
    session.wake()
    expect(await session.result).toBe(false)
    expect(signals[0]?.reason).toMatchObject({ name: 'AbortError', message: 'the sleep was ended' })
  })

  test('changes nothing in any other state', async () => {
    let calls = 0
    const session = startRetry({}, async () => {
      calls++
      await quiet()
      return 'ok'
    })
    session.wake()
    await quiet()
    session.wake()
    expect(await session.result).toBe('ok')
    session.wake()
    expect(calls).toBe(1)
  })
})

describe('abort', () => {
  test.each([
    ['before the attempt begins', async () => {}, undefined],
    ['in an attempt', quiet, 'enough'],
  ])('%s ends it with the reason, and so the attempt’s signal', async (_place, reach, reason) => {
    let signal: AbortSignal | undefined
    const session = startRetry({}, (attempt) => (({ signal } = attempt), hang()))
    await reach()
    session.abort('enough')
    expect(await settled(session.result)).toStrictEqual({ error: 'enough' })
    expect(signal?.reason).toBe(reason)
  })

  test('without a reason gives an AbortError; null is a reason', async () => {
    const session = startRetry({}, hang)
    session.abort()
    expect(await rejection(session.result)).toMatchObject({ name: 'AbortError' })
    const other = startRetry({}, hang)
    other.abort(null)
    expect(await rejection(other.result)).toBe(null)
  })

  test('counts once, and late events change nothing', async () => {
    const session = startRetry({}, hang)
    session.abort('first')
    session.abort('second')
    session.wake()
    expect(await rejection(session.result)).toBe('first')
    session.abort('third')
    expect(session.getSnapshot()).toMatchObject({ status: 'error', error: 'first' })
    const done = startRetry({}, () => 'ok')
    await done.result
    done.abort('late')
    expect(done.getSnapshot()).toMatchObject({ status: 'done', output: 'ok' })
  })

  test('and wake by a listener of every snapshot come to an end', async () => {
    const session = startRetry({ wait: waitFixed('1h') }, () => {
      throw new Error('down')
    })
    session.subscribe((snapshot) => {
      session.wake()
      if (snapshot.context.attemptNumber === 2) session.abort('enough')
    })
    expect(await settled(session.result)).toStrictEqual({ error: 'enough' })
  })

  test('and wake of a session that has ended print nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    {
      await using session = startRetry({}, () => 'ok')
      await session.result
      session.wake()
      session.abort()
    }
    expect(warn).not.toHaveBeenCalled()
  })

  test('ends a session that goes out of the scope of await using', async () => {
    const clock = createVirtualClock()
    let escaped: RetrySession<unknown> | undefined
    {
      await using session = startRetry({ clock, wait: () => 60_000 }, failingTwice)
      escaped = session
      await quiet()
      expect(clock.timers).toBe(1)
    }
    expect(clock.timers).toBe(0)
    expect(await rejection(escaped.result)).toMatchObject({ name: 'AbortError' })
  })
})

test('a session whose actor is stopped rejects with an AbortError', async () => {
  const session = startRetry({}, hang)
  session.actor.stop()
  expect(await rejection(session.result)).toMatchObject({
    name: 'AbortError',
    message: 'the session was stopped',
  })
})
