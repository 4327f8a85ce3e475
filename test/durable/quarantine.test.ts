import { describe, expect, test } from 'vitest'
import { runWithRetry, waitFixed } from 'holdfast'
import type { RunOptions } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { ask } from './calls.ts'
import { createStage, LEASE } from './stage.ts'
import type { Stage } from './stage.ts'

const never = new Promise<never>(() => {})

/** Runs a session in a process that dies in its attempt, or in what the session does else. */
async function dieOnce({ clock, enter }: Stage, fn: () => unknown, options: Partial<RunOptions> = {}) {
  const process = enter()
  const result = runWithRetry({ clock: process.clock, wait: waitFixed('1h') }, fn, {
    id: 'job',
    store: process.store,
    ...options,
  })
  result.catch(() => {})
  await quiet()
  process.die()
  clock.advance(LEASE)
}

const dieOften = async (times: number, stage: Stage, fn: () => unknown, options?: Partial<RunOptions>) => {
  for (let deaths = 0; deaths < times; deaths++) await dieOnce(stage, fn, options)
}

const refusal = async (stage: Stage, options?: Partial<RunOptions>) =>
  (await rejection(ask(stage.store, options))) as Error & { code: string }

describe('an attempt that has killed its process', () => {
  test('five times is not run again', async () => {
    const stage = createStage()
    await dieOften(5, stage, () => never)
    expect(await refusal(stage)).toMatchObject({ code: 'HOLDFAST_SESSION_QUARANTINED' })
    expect(await stage.store.get('job')).toMatchObject({
      status: 'quarantined',
      crashes: 5,
      owner: null,
      leaseUntil: null,
      dueAt: null,
    })
    expect((await stage.store.history('job')).at(-1)).toMatchObject({
      type: 'quarantined',
      attempt: 1,
      note: 'its process has died 5 times in attempt 1',
    })
  })

  test('four times is run again', async () => {
    const stage = createStage()
    await dieOften(4, stage, () => never)
    const value = await runWithRetry({}, async () => 'ok', { id: 'job', store: stage.store })
    expect(value).toBe('ok')
  })

  test.each([1, 3])('is not run again after %i deaths where maxCrashes says so', async (maxCrashes) => {
    const stage = createStage()
    let runs = 0
    const fn = () => {
      runs++
      return never
    }
    await dieOften(maxCrashes + 2, stage, fn, { maxCrashes })
    expect(runs).toBe(maxCrashes)
    expect(await stage.store.get('job')).toMatchObject({ status: 'quarantined' })
  })

  test('is run again for ever where maxCrashes is Infinity', async () => {
    const stage = createStage()
    await dieOften(12, stage, () => never, { maxCrashes: Infinity })
    expect(await stage.store.get('job')).toMatchObject({ status: 'active', crashes: 11 })
  })

  test('runs in a new round after restart, and its deaths are counted anew', async () => {
    const stage = createStage()
    await dieOften(5, stage, () => never)
    await refusal(stage)
    await dieOften(4, stage, () => never, { restart: true })
    const value = await runWithRetry({}, async () => 'ok', { id: 'job', store: stage.store })
    expect(value).toBe('ok')
    expect(await stage.store.get('job')).toMatchObject({ status: 'done', round: 2 })
  })

  test('is left to whoever has taken the session meanwhile', async () => {
    const stage = createStage()
    await dieOften(5, stage, () => never)
    let isFirst = true
    const store = {
      ...stage.store,
      // It stands still between the two, and somebody else opens a new round.
      async commit(...[id, fence, change, by]: Parameters<typeof stage.store.commit>) {
        if (change.event === 'quarantined' && isFirst) {
          isFirst = false
          await stage.store.commit(id, fence, {
            status: 'done',
            result: '"hers"',
            leaseFor: null,
            event: 'done',
          })
        }
        return stage.store.commit(id, fence, change, by)
      },
    }
    const asked = ask(store)
    await quiet()
    stage.clock.advance(LEASE)
    expect(await asked).toBe('hers')
  })
})

test('processes that die while a session sleeps do not bring it into quarantine', async () => {
  const stage = createStage()
  const fn = async () => {
    throw new Error('down')
  }
  await dieOften(20, stage, fn)
  expect(await stage.store.get('job')).toMatchObject({ status: 'sleeping', attempt: 1, crashes: 0 })
})
