import { describe, expect, test } from 'vitest'
import { AsyncRetrying, createRetryMachine, retry, runWithRetry, stopAfterAttempt } from 'holdfast'
import { currentAttempt } from 'holdfast/context'

import { forms } from '../support/interpreters.ts'
import { nextTurn } from '../support/next-turn.ts'

/** What anybody is told, far below the function that is retried. */
async function deepDown(): Promise<unknown> {
  await nextTurn()
  const attempt = currentAttempt()
  return (
    attempt && { number: attempt.attemptNumber, key: attempt.attemptKey, aborted: attempt.signal.aborted }
  )
}

describe.each(forms)('the current attempt in $title', ({ run }) => {
  test('is told to whatever the function calls, and to nobody else', async () => {
    const seen: unknown[] = []
    let key: string | undefined
    await run({ before: async () => seen.push(await deepDown()) }, async () => {
      await nextTurn()
      key ??= currentAttempt()?.idempotencyKey
      seen.push(await deepDown())
      if (seen.length < 4) throw new Error('again')
    })
    expect(seen).toEqual([
      undefined,
      { number: 1, key: `${key}:1`, aborted: false },
      undefined,
      { number: 2, key: `${key}:2`, aborted: false },
    ])
    expect(currentAttempt()).toBeUndefined()
  })

  test('is told to a coroutine, after each yield', async () => {
    const numbers = await run({ stop: stopAfterAttempt(2) }, function* () {
      const first = currentAttempt()?.attemptNumber
      yield nextTurn()
      if (first === 1) throw new Error('again')
      return [first, currentAttempt()?.attemptNumber]
    })
    expect(numbers).toEqual([2, 2])
  })

  test('is its own among many', async () => {
    const keys = await Promise.all(
      Array.from({ length: 20 }, () =>
        run({}, async () => {
          const before = currentAttempt()?.idempotencyKey
          await nextTurn()
          return before === currentAttempt()?.idempotencyKey && before
        }),
      ),
    )
    expect(new Set(keys).size).toBe(20)
    expect(keys).not.toContain(false)
  })
})

test('an async generator is told the attempt that is under way, and its consumer is not', async () => {
  const rows = retry({})(async function* () {
    try {
      yield currentAttempt()?.attemptNumber
      await nextTurn()
      if (currentAttempt()?.attemptNumber === 1) throw new Error('again')
      yield currentAttempt()?.attemptNumber
    } finally {
      expect(currentAttempt()?.signal).toBeInstanceOf(AbortSignal)
    }
  })
  const seen: unknown[] = []
  for await (const row of rows()) {
    seen.push(row, currentAttempt())
    if (row === 2 && seen.length > 4) break
  }
  expect(seen).toEqual([1, undefined, 2, undefined, 2, undefined])
})

test('the signal is the one that an abort reaches', async () => {
  const controller = new AbortController()
  let signal: AbortSignal | undefined
  const call = runWithRetry(
    createRetryMachine(),
    () => {
      signal = currentAttempt()?.signal
      return new Promise(() => {})
    },
    { signal: controller.signal },
  )
  controller.abort('now')
  await expect(call).rejects.toBe('now')
  expect(signal?.reason).toBe('now')
})

test('an inner session hides the outer one while it runs', async () => {
  const inner = retry({ stop: stopAfterAttempt(3) })(async () => {
    const number = currentAttempt()?.attemptNumber
    if (number !== 3) throw new Error('again')
    return number
  })
  const numbers = await new AsyncRetrying().call(async () => [await inner(), currentAttempt()?.attemptNumber])
  expect(numbers).toEqual([3, 1])
})
