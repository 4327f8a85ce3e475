import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
import type { RetryCallState } from 'holdfast'

import { rejection } from '../support/settled.ts'

const hang = () => new Promise<never>(() => {})
const LONGER_THAN_THE_LIMIT = 15

test('a loop spends no attempt while a body is still cleaning up', async () => {
  const bodies: number[] = []
  const after: number[] = []
  const retrying = new AsyncRetrying({
    attemptTimeout: 5,
    stop: stopAfterAttempt(3),
    after: ({ attemptNumber }: RetryCallState) => after.push(attemptNumber),
  })
  const looped = async () => {
    for await (const attempt of retrying) {
      bodies.push(attempt.attemptNumber)
      await attempt.run(hang)
      await sleep(LONGER_THAN_THE_LIMIT)
      expect(after).toHaveLength(bodies.length - 1)
    }
  }
  expect(await rejection(looped())).toMatchObject({ cause: { scope: 'attempt' } })
  expect(bodies).toEqual([1, 2, 3])
})

test('a turn whose body is through is not timed out', async () => {
  let aborted: boolean | undefined
  for await (const attempt of new AsyncRetrying({ attemptTimeout: 5 })) {
    await attempt.run(() => 'ok')
    await sleep(LONGER_THAN_THE_LIMIT)
    aborted = attempt.signal.aborted
  }
  expect(aborted).toBe(false)
})

test('a turn that runs nothing within its limit has failed', async () => {
  const failures: unknown[] = []
  for await (const attempt of new AsyncRetrying({ attemptTimeout: 5 })) {
    if (attempt.attemptNumber === 1) await sleep(LONGER_THAN_THE_LIMIT)
    else await attempt.run(() => failures.push(attempt.state.attemptNumber))
  }
  expect(failures).toEqual([2])
})
