import { describe, expect, test } from 'vitest'
import { retryIfExceptionType, TimeoutError } from 'holdfast'
import type { RetryOptions, RetrySession, SessionSnapshot } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { absent, edited } from './support/edited.ts'
import { createResumer } from './support/resumer.ts'
import type { Resumer } from './support/resumer.ts'
import { sampleOf } from './support/samples.ts'
import type { Sample } from './support/samples.ts'

interface Recovered extends Resumer {
  readonly session: RetrySession<string>
}

/** A session that goes on from an edited sample, just when that was written. */
async function recover(
  sample: Sample,
  edits: Readonly<Record<string, unknown>>,
  options?: RetryOptions,
): Promise<Recovered> {
  const resumer = createResumer(options)
  const snapshot: SessionSnapshot = await sampleOf(sample)
  resumer.clock.advance(snapshot.savedAt - resumer.clock.now())
  const session = resumer.resume(edited(snapshot, edits))
  await quiet()
  return { ...resumer, session }
}

describe('a snapshot is resumed', () => {
  test('at once, when its sleep ended long ago', async () => {
    const { session, calls } = await recover('resting', { wakeAt: -8.64e15 })
    expect(await session.result).toBe('attempt 3')
    expect(calls()).toBe(1)
  })

  test('after no longer than was planned, when its sleep would end in the far future', async () => {
    const { session, clock, calls } = await recover('resting', { wakeAt: 1e18 })
    expect(clock.next).toBe(1000)
    clock.advance(59_999)
    await quiet()
    expect(calls()).toBe(0)
    clock.advance(1)
    expect(await session.result).toBe('attempt 3')
    expect(clock.timers).toBe(0)
  })

  test('with what it has besides, which nobody asks for', async () => {
    const { session } = await recover('running', {
      later: { version: 2 },
      'snapshot.more': [1],
      'snapshot.context.more': 1,
    })
    expect(await session.result).toBe('attempt 2')
  })

  test('with the last of its errors, when there are more than are kept', async () => {
    const { session, clock } = await recover('resting', {
      'snapshot.context.errors': Array.from({ length: 500 }, (_, index) => `error ${index}`),
    })
    clock.advance(60_000)
    await session.result
    const { errors } = session.getSnapshot().context
    expect(errors).toHaveLength(9)
    expect(errors?.slice(0, 8)).toStrictEqual(Array.from({ length: 8 }, (_, index) => `error ${index + 492}`))
  })

  test('with an error of a class that only a later version knows', async () => {
    class SuppressedError extends Error {}
    const { session } = await recover(
      'asking',
      { 'snapshot.context.result.@error.base': 'SuppressedError' },
      { retry: retryIfExceptionType(SuppressedError) },
    )
    expect(session.getSnapshot().value).toStrictEqual({ sleeping: 'resting' })
    expect(session.getSnapshot().context.result).toMatchObject({ message: 'attempt 2', name: 'RangeError' })
    session.abort()
  })

  test('to its end, when its time is over', async () => {
    const { session, calls, clock } = await recover('running', { age: 1e15 }, { timeout: '1h' })
    expect(await rejection(session.result)).toMatchObject({
      scope: 'session',
      cause: { message: 'attempt 1' },
    })
    expect(await rejection(session.result)).toBeInstanceOf(TimeoutError)
    expect({ calls: calls(), timers: clock.timers }).toStrictEqual({ calls: 0, timers: 0 })
  })

  test('with the watch first, which may keep its step from beginning', async () => {
    const snapshot = await sampleOf('running')
    const { attempt, watch } = snapshot.snapshot.children
    const { session, calls } = await recover(
      'running',
      { age: 1e15, 'snapshot.children': { attempt, watch } },
      { timeout: '1h' },
    )
    expect(await rejection(session.result)).toBeInstanceOf(TimeoutError)
    expect(calls()).toBe(0)
  })

  test('in any attempt, however late', async () => {
    const last = Number.MAX_SAFE_INTEGER
    const { session } = await recover('running', {
      attemptNumber: last,
      'snapshot.context.attemptNumber': last,
    })
    expect(await session.result).toBe(`attempt ${last}`)
  })

  test('without anything that it says has begun, when it has ended', async () => {
    const { session, calls } = await recover('done', {
      'snapshot.children': { attempt: { src: 'attempt' }, odd: { src: {} } },
    })
    expect(await session.result).toStrictEqual({ rows: 3 })
    expect(session.getSnapshot().children).toStrictEqual({})
    expect(calls()).toBe(0)
  })

  test('to a failure without a reason, when that is gone', async () => {
    const { session, calls } = await recover('failing', {
      'snapshot.context.end': absent,
      'snapshot.context.failed': absent,
      'snapshot.context.result': absent,
    })
    expect(await rejection(session.result)).toBeUndefined()
    expect(calls()).toBe(0)
  })

  test('with steps that nobody can address', async () => {
    const names = { systemId: 'same', syncSnapshot: true }
    const { session } = await recover('running', {
      'snapshot.children.watch': { src: 'watch', ...names },
      'snapshot.children.attempt': { src: 'attempt', ...names },
    })
    expect(await session.result).toBe('attempt 2')
  })
})
