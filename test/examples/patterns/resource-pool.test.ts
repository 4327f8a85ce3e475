import { createPool } from '../../../examples/patterns/resource-pool.ts'
import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'
import { HttpError } from '../../../examples/failing-server/http-error.ts'
import { nextTurn, quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

const unavailable = () => new HttpError(new Response(null, { status: 503, statusText: 'Unavailable' }))

test('no more attempts run at a time than there are places, and no fewer', async () => {
  let running = 0
  let peak = 0
  const pool = createPool(3)
  const { sleep } = recordSleeps()
  const use = async ({ attemptNumber }: { attemptNumber: number }) => {
    peak = Math.max(peak, ++running)
    await nextTurn()
    running--
    if (attemptNumber < 3) throw unavailable()
    return attemptNumber
  }
  const attempts = await Promise.all(Array.from({ length: 12 }, () => pool.run(use, { sleep })))
  expect(attempts).toEqual(Array(12).fill(3))
  expect(peak).toBe(3)
})

test('a session that sleeps holds no place', async () => {
  const clock = createVirtualClock()
  const pool = createPool(1)
  const sleeping = pool.run(
    async ({ attemptNumber }) => {
      if (attemptNumber === 1) throw unavailable()
      return 'at last'
    },
    { clock },
  )
  await quiet()
  expect(clock.timers).toBe(1)
  expect(await pool.run(async () => 'meanwhile')).toBe('meanwhile')
  clock.advance(20)
  expect(await sleeping).toBe('at last')
})

test('a place is free again after an attempt that failed for good', async () => {
  const pool = createPool(1)
  expect(await rejection(pool.run(() => Promise.reject(new RangeError('no'))))).toBeInstanceOf(RangeError)
  expect(await pool.run(async () => 'next')).toBe('next')
})

test('who is aborted while he waits for a place never uses it', async () => {
  const pool = createPool(1)
  let leave: () => void = () => {}
  const first = pool.run(() => new Promise<void>((resolve) => (leave = resolve)))
  await quiet()
  const caller = new AbortController()
  let isUsed = false
  const second = pool.run(async () => void (isUsed = true), { signal: caller.signal })
  caller.abort(new Error('too late'))
  expect(await rejection(second)).toMatchObject({ message: 'too late' })
  leave()
  await first
  expect(await pool.run(async () => 'third')).toBe('third')
  expect(isUsed).toBe(false)
})
