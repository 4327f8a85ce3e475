import { stopAfterAttempt, waitFixed } from 'holdfast'
import type { AsyncRetrying } from 'holdfast'
import { expect, test } from 'vitest'
import { openRetryContext } from '../../../examples/patterns/retry-context.ts'
import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'

const options = { stop: stopAfterAttempt(2) }

/** Runs a body within a context; gives what it came to, and what was said in what order. */
async function within(body: (retrying: AsyncRetrying, say: (word: string) => void) => Promise<unknown>) {
  const said: string[] = []
  const say = (word: string) => void said.push(word)
  const scope = async () => {
    await using context = openRetryContext(options, async () => {
      await quiet()
      say('cleaned up')
    })
    return await body(context.retrying, say)
  }
  const end = await scope().catch((error: unknown) => error)
  say('out')
  return { end, said }
}

test('it cleans up after a success, and is awaited', async () => {
  const { end, said } = await within(async (retrying, say) => {
    const value = await retrying.call(async (n: number) => n + 1, 6)
    say('called')
    return value
  })
  expect(end).toBe(7)
  expect(said).toEqual(['called', 'cleaned up', 'out'])
})

test('it cleans up after a failure, which comes out as it is', async () => {
  let calls = 0
  const { end, said } = await within((retrying) =>
    retrying.call(async () => {
      calls++
      throw new Error('down')
    }),
  )
  expect(end).toMatchObject({ name: 'RetryError', cause: { message: 'down' } })
  expect(calls).toBe(2)
  expect(said).toEqual(['cleaned up', 'out'])
})

test('it cleans up after an abort of the caller', async () => {
  const caller = new AbortController()
  let isClean = false
  const scope = async () => {
    await using context = openRetryContext({ wait: waitFixed('1h'), signal: caller.signal }, async () => {
      isClean = true
    })
    return await context.retrying.call(() => Promise.reject(new Error('down')))
  }
  const running = scope()
  await quiet()
  expect(isClean).toBe(false)
  caller.abort(new Error('enough'))
  expect(await rejection(running)).toMatchObject({ message: 'enough' })
  expect(isClean).toBe(true)
})

test('sessions that are still running on the way out are ended before the cleanup', async () => {
  let left: Promise<unknown> = Promise.resolve()
  const unhandled = await unhandledDuring(async () => {
    const { said } = await within(async (retrying, say) => {
      const sleepy = retrying.copy({ wait: waitFixed('1h') })
      left = rejection(sleepy.call(() => Promise.reject(new Error('down')))).finally(() => say('ended'))
      await quiet()
    })
    expect(said).toEqual(['ended', 'cleaned up', 'out'])
  })
  expect(await left).toMatchObject({ message: 'the scope has been left' })
  expect(unhandled).toEqual([])
})
