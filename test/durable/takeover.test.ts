import { describe, expect, test } from 'vitest'
import { runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { createStage, LEASE } from './stage.ts'
import type { Process } from './stage.ts'

const HOUR = 3_600_000
const never = new Promise<never>(() => {})

interface Life {
  /** The step that never ends. */
  readonly dieIn?: string
}

/** A session whose every step is noted, in a process that may die in one. */
function live({ store, clock }: Process, { dieIn }: Life, options: RetryOptions = {}) {
  const steps: string[] = []
  const infos: Pick<AttemptInfo, 'attemptNumber' | 'isRepeated' | 'attemptKey' | 'idempotencyKey'>[] = []
  const step = (name: string, attemptNumber: number) => {
    steps.push(`${name} ${attemptNumber}`)
    return `${name} ${attemptNumber}` === dieIn ? never : undefined
  }
  const policy: RetryOptions = {
    clock,
    wait: waitFixed(HOUR),
    stop: stopAfterAttempt(3),
    before: ({ attemptNumber }) => step('before', attemptNumber),
    retry: ({ attemptNumber, outcome }) => step('retry', attemptNumber) ?? outcome!.failed,
    after: ({ attemptNumber }) => step('after', attemptNumber),
    beforeSleep: ({ attemptNumber }) => step('beforeSleep', attemptNumber),
    ...options,
  }
  const result = runWithRetry(
    policy,
    ({ attemptNumber, isRepeated, attemptKey, idempotencyKey }) => {
      infos.push({ attemptNumber, isRepeated, attemptKey, idempotencyKey })
      const pending = step('attempt', attemptNumber)
      if (pending !== undefined) return pending
      if (attemptNumber < 3) throw new Error(`down ${attemptNumber}`)
      return `attempt ${attemptNumber}`
    },
    { id: 'job', store },
  )
  return { steps, infos, result }
}

const ATTEMPT_1 = ['attempt 1', 'retry 1', 'after 1', 'beforeSleep 1']
const ATTEMPT_2 = ['before 2', 'attempt 2', 'retry 2', 'after 2', 'beforeSleep 2']
const ATTEMPT_3 = ['before 3', 'attempt 3', 'retry 3']

describe('a session whose process has died', () => {
  test.each([
    ['in the hook before its first attempt', 'before 1', ['before 1', ...ATTEMPT_1]],
    ['in its first attempt', 'attempt 1', ATTEMPT_1],
    ['in the retry strategy', 'retry 1', ATTEMPT_1],
    ['in the hook after the attempt', 'after 1', ATTEMPT_1],
    ['in the hook before the sleep', 'beforeSleep 1', ATTEMPT_1],
  ])('%s goes on where its state was written last', async (_place, dieIn, expected) => {
    const { clock, enter } = createStage()
    const first = enter()
    live(first, { dieIn })
    await quiet()
    first.die()
    clock.advance(LEASE)
    const second = live(enter(), {})
    await quiet()
    expect(second.steps).toStrictEqual(expected)
    for (let sleeps = 0; sleeps < 2; sleeps++) {
      clock.advance(HOUR)
      await quiet()
    }
    expect(await second.result).toBe('attempt 3')
    expect(second.steps).toStrictEqual([...expected, ...ATTEMPT_2, ...ATTEMPT_3])
  })

  test('runs the attempt that was under way again, marked, with the same keys', async () => {
    const { clock, enter } = createStage()
    const [first, second] = [enter(), enter()]
    live(first, { dieIn: 'attempt 1' })
    await quiet()
    first.die()
    clock.advance(LEASE)
    const { infos } = live(second, { dieIn: 'attempt 2' })
    await quiet()
    clock.advance(HOUR)
    await quiet()
    second.die()
    clock.advance(LEASE)
    const third = live(enter(), {})
    await quiet()
    const facts = (attemptNumber: number, isRepeated: boolean) => ({
      attemptNumber,
      isRepeated,
      attemptKey: `job:${attemptNumber}`,
      idempotencyKey: 'job',
    })
    expect(infos).toStrictEqual([facts(1, true), facts(2, false)])
    expect(third.infos).toStrictEqual([facts(2, true)])
  })

  test('does not run the hook before an attempt that had begun', async () => {
    const { clock, enter } = createStage()
    const first = enter()
    live(first, { dieIn: 'attempt 2' })
    await quiet()
    clock.advance(HOUR)
    await quiet()
    first.die()
    clock.advance(LEASE)
    const { steps } = live(enter(), {})
    await quiet()
    expect(steps).toStrictEqual(ATTEMPT_2.slice(1))
  })

  test('mid-sleep ends that sleep at its instant', async () => {
    const { clock, enter, store } = createStage()
    const first = enter()
    live(first, {})
    await quiet()
    clock.advance(HOUR / 4)
    first.die()
    const second = live(enter(), {})
    await quiet()
    expect(second.steps).toStrictEqual([])
    expect(clock.next).toBeLessThanOrEqual((HOUR * 3) / 4)
    clock.advance((HOUR * 3) / 4 - 1)
    await quiet()
    expect(second.steps).toStrictEqual([])
    clock.advance(1)
    await quiet()
    expect(second.steps).toStrictEqual(ATTEMPT_2)
    expect(second.infos).toMatchObject([{ attemptNumber: 2, isRepeated: false }])
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', attempt: 2, crashes: 0 })
  })

  test('mid-sleep goes on at once when the sleep is over', async () => {
    const { clock, enter } = createStage()
    const first = enter()
    live(first, {})
    await quiet()
    first.die()
    clock.advance(5 * HOUR)
    const { steps } = live(enter(), {})
    await quiet()
    expect(steps).toStrictEqual(ATTEMPT_2)
  })

  test('is counted as a crash until it comes further', async () => {
    const { clock, enter, store } = createStage()
    const crashes: unknown[] = []
    for (const dieIn of ['attempt 1', 'attempt 1', 'retry 1']) {
      const process = enter()
      live(process, { dieIn })
      await quiet()
      crashes.push((await store.get('job'))?.crashes)
      process.die()
      clock.advance(LEASE)
    }
    live(enter(), {})
    await quiet()
    expect(crashes).toStrictEqual([0, 1, 2])
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', crashes: 0 })
  })

  test('is counted too when a hook kills it each time after its sleep', async () => {
    const { clock, enter, store } = createStage()
    for (const crashes of [0, 1, 2]) {
      const process = enter()
      live(process, { dieIn: 'before 2' }, { wait: waitFixed(LEASE / 3) })
      await quiet()
      expect((await store.get('job'))?.crashes).toBe(crashes)
      clock.advance(LEASE / 3)
      await quiet()
      process.die()
      clock.advance(LEASE)
    }
  })

  test('is not written anew where it goes on: its record says so already', async () => {
    const { clock, enter, store } = createStage()
    for (const dieIn of ['attempt 1', 'attempt 1', undefined]) {
      const process = enter()
      live(process, dieIn === undefined ? {} : { dieIn })
      await quiet()
      process.die()
      clock.advance(LEASE)
    }
    live(enter(), {})
    await quiet()
    const types = (await store.history('job')).map(({ type }) => type)
    expect(types).toStrictEqual(['created', 'attempt', 'claimed', 'claimed', 'sleeping', 'claimed'])
  })
})

test('without a hook before it a first attempt is repeated too', async () => {
  const { clock, enter } = createStage()
  const first = enter()
  void runWithRetry({}, () => never, { id: 'job', store: first.store })
  await quiet()
  first.die()
  clock.advance(LEASE)
  const run = runWithRetry({}, ({ isRepeated, attemptNumber }) => [isRepeated, attemptNumber], {
    id: 'job',
    store: enter().store,
  })
  expect(await run).toStrictEqual([true, 1])
})

test('while its lease lasts, nobody takes the session of a process that does not answer', async () => {
  const { clock, enter, store } = createStage()
  const first = enter()
  void runWithRetry({}, () => never, { id: 'job', store: first.store, lease: '1m' })
  await quiet()
  first.die()
  clock.advance(60_000 - 1)
  const second = runWithRetry({}, () => 'taken', { id: 'job', store: enter().store })
  await quiet()
  expect((await store.get('job'))?.rev).toBe(1)
  clock.advance(1)
  expect(await second).toBe('taken')
})
