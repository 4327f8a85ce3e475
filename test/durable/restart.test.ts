import { describe, expect, test } from 'vitest'
import { runWithRetry, stopAfterAttempt, stopAfterDelay } from 'holdfast'
import type { AttemptInfo } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { ask, failingWith, failOn, mustNotRun } from './calls.ts'
import { createStage } from './stage.ts'

describe('restart', () => {
  test('runs a session that has failed again, in a new round whose attempts go on', async () => {
    const { store } = createStage()
    await failOn(store, new Error('down'), { stop: stopAfterAttempt(2) })
    const infos: Partial<AttemptInfo>[] = []
    const policy = { stop: stopAfterAttempt(2) }
    const fn = ({ attemptNumber, attemptKey, idempotencyKey, isRepeated }: AttemptInfo) => {
      infos.push({ attemptNumber, attemptKey, idempotencyKey, isRepeated })
      if (attemptNumber < 4) throw new Error('down again')
      return 'ok'
    }
    expect(await runWithRetry(policy, fn, { id: 'job', store, restart: true })).toBe('ok')
    expect(infos).toStrictEqual(
      [3, 4].map((attemptNumber) => ({
        attemptNumber,
        attemptKey: `job:${attemptNumber}`,
        idempotencyKey: 'job',
        isRepeated: false,
      })),
    )
    expect(await store.get('job')).toMatchObject({ status: 'done', round: 2, attempt: 4, error: null })
    const history = (await store.history('job')).map(({ type, attempt }) => `${type} ${attempt}`)
    expect(history).toStrictEqual([
      'created 1',
      'attempt 2',
      'failed 2',
      'retried 2',
      'claimed 2',
      'attempt 3',
      'attempt 4',
      'done 4',
    ])
  })

  test('counts and measures from the new round, and fails in it as in any', async () => {
    const { store, clock } = createStage()
    const policy = { clock, stop: stopAfterAttempt(2) }
    const fail = failingWith(new Error('down'))
    await rejection(runWithRetry(policy, fail, { id: 'job', store }))
    clock.advance(3_600_000)
    const elapsed: number[] = []
    const second = {
      ...policy,
      stop: stopAfterAttempt(3).or(stopAfterDelay('1m')),
      after: (state: { elapsed: number }) => elapsed.push(state.elapsed),
    }
    const error = await rejection(runWithRetry(second, fail, { id: 'job', store, restart: true }))
    expect(elapsed).toStrictEqual([0, 0, 0])
    expect(error).toMatchObject({ statistics: { attemptNumber: 3, delaySinceFirstAttempt: 0 } })
    expect((await store.get('job'))?.attempt).toBe(5)
    expect(await rejection(ask(store))).toMatchObject({ name: 'RetryError', stored: { id: 'job' } })
  })

  test('is not needed for a round that was begun and cut', async () => {
    const { store, clock, enter } = createStage()
    await failOn(store, new Error('down'))
    const first = enter()
    const policy = { clock: first.clock }
    void runWithRetry(policy, () => new Promise(() => {}), { id: 'job', store: first.store, restart: true })
    await quiet()
    first.die()
    clock.advance(15_000)
    const run = runWithRetry({ clock }, ({ attemptNumber, isRepeated }) => [attemptNumber, isRepeated], {
      id: 'job',
      store: enter().store,
    })
    expect(await run).toStrictEqual([2, true])
  })

  test('asked for by two at once, opens one round', async () => {
    const { store, enter } = createStage()
    await failOn(store, new Error('down'))
    const calls = [1, 2, 3].map(() =>
      runWithRetry({}, ({ attemptNumber }) => attemptNumber, {
        id: 'job',
        store: enter().store,
        restart: true,
      }),
    )
    expect(await Promise.all(calls)).toStrictEqual([2, 2, 2])
    expect((await store.get('job'))?.round).toBe(2)
  })

  test('counts for a call that only asks at the same instant', async () => {
    const { store } = createStage()
    await failOn(store, new Error('down'))
    const calls = [() => 'ok', mustNotRun, mustNotRun].map((fn, index) =>
      runWithRetry({}, fn, { id: 'job', store, restart: index === 1 }),
    )
    expect(await Promise.all(calls)).toStrictEqual(['ok', 'ok', 'ok'])
  })
})
