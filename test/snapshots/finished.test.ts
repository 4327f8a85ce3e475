import { describe, expect, test } from 'vitest'
import {
  createRetryMachine,
  isRetryError,
  observe,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
} from 'holdfast'
import type { RetryError, SessionSnapshot } from 'holdfast'

import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { refusalOf } from './support/refusal-of.ts'

const machine = createRetryMachine({ stop: stopAfterAttempt(2) })
const mustNotRun = () => expect.fail('it has ended')

async function ended(fn: () => unknown): Promise<SessionSnapshot> {
  const session = startRetry(machine, fn, { id: 'job' })
  await session.result.catch(() => {})
  return JSON.parse(JSON.stringify(session.snapshot())) as SessionSnapshot
}

describe('the snapshot of a session that was done', () => {
  test('resumes to its value, and runs nothing', async () => {
    const snapshot = await ended(() => ({ rows: [1, undefined] }))
    const told: string[] = []
    const stop = observe({
      onStart: () => void told.push('start'),
      onAttempt: () => void told.push('attempt'),
    })
    expect(await runWithRetry(machine, mustNotRun, { snapshot })).toStrictEqual({ rows: [1, undefined] })
    const session = startRetry(machine, mustNotRun, { snapshot })
    expect(await session.result).toStrictEqual({ rows: [1, undefined] })
    stop()
    expect(told).toStrictEqual([])
    expect(session.getSnapshot()).toMatchObject({
      status: 'done',
      value: 'done',
      context: { attemptNumber: 1 },
    })
  })

  test('is what its resumed session writes in turn', async () => {
    const snapshot = await ended(() => 'ok')
    const again = startRetry(machine, mustNotRun, { snapshot }).snapshot()
    expect(again).toMatchObject({ ...snapshot, savedAt: expect.any(Number), age: expect.any(Number) })
  })

  test('may be of a promise that gave nothing', async () => {
    expect(await runWithRetry(machine, mustNotRun, { snapshot: await ended(async () => {}) })).toBeUndefined()
  })
})

describe('the snapshot of a session that had failed', () => {
  test('resumes to its error, with the identities in it, and runs nothing', async () => {
    const snapshot = await ended(() => {
      throw new RangeError('down')
    })
    const session = startRetry(machine, mustNotRun, { snapshot })
    const error = (await rejection(session.result)) as RetryError
    expect(isRetryError(error)).toBe(true)
    expect(error.cause).toBeInstanceOf(RangeError)
    expect(error.cause).toBe(error.lastAttempt.failed && error.lastAttempt.error)
    const { status, context, error: ofActor } = session.getSnapshot()
    expect(status).toBe('error')
    expect(context.end?.result).toBe(error)
    expect(context.result).toBe(error.cause)
    expect(ofActor).toBe(error)
    expect(await rejection(runWithRetry(machine, mustNotRun, { snapshot }))).toMatchObject({
      message: error.message,
    })
  })

  test('resumes to the reason of its abort', async () => {
    const session = startRetry(machine, () => new Promise(() => {}))
    session.abort({ by: 'operator' })
    await session.result.catch(() => {})
    expect(
      await rejection(runWithRetry(machine, mustNotRun, { snapshot: session.snapshot() })),
    ).toStrictEqual({ by: 'operator' })
  })

  test('fails unheard without harm, when the session is only watched', async () => {
    const snapshot = await ended(() => {
      throw new RangeError('down')
    })
    const unhandled = await unhandledDuring(() => startRetry(machine, mustNotRun, { snapshot }))
    expect(unhandled).toStrictEqual([])
  })
})

describe('no snapshot is written', () => {
  test('of a session that was stopped', async () => {
    const session = startRetry(machine, () => new Promise(() => {}))
    session.actor.stop()
    await session.result.catch(() => {})
    expect(refusalOf(() => session.snapshot())).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_STATE',
      message: 'a session that was stopped has no state to go on from: write its snapshot before you stop it',
    })
  })
})

test('a snapshot together with an id is refused', async () => {
  const snapshot = await ended(() => 'ok')
  const both = { snapshot, id: 'other' }
  const message = 'a snapshot has its own idempotency key: give either id or snapshot'
  expect(() => startRetry(machine, mustNotRun, both)).toThrow(message)
  expect(() => runWithRetry(machine, mustNotRun, both)).toThrow(message)
})
