import { RateLimiter } from 'limiter'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClient } from '../../../examples/patterns/rate-limit.ts'
import { startLimitedServer } from '../../../examples/patterns/support/start-limited-server.ts'
import { nextTurn, quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'

// The limiter reads the platform's clock, and so do the server and the client's sleeps: nothing moves but by `pass`.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const LIMIT = 8

/** A limiter that says how many tokens it gave. */
function createLimiter() {
  const limiter = new RateLimiter({ tokensPerInterval: LIMIT, interval: 'second' })
  let given = 0
  return {
    get given() {
      return given
    },
    async removeTokens(count: number) {
      const left = await limiter.removeTokens(count)
      given++
      return left
    },
  }
}

/** Lets time pass, a little at a time, as soon as the real server and its clients have nothing more to do. */
async function pass(ms: number, isQuiet: () => boolean) {
  for (let passed = 0; passed < ms; passed += STEP) {
    do await nextTurn()
    while (!isQuiet())
    await vi.advanceTimersByTimeAsync(STEP)
  }
}

const STEP = 25

const callTimes = (count: number, call: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, call))

/** A client, and what becomes of its attempts. */
function createCountedClient() {
  const limiter = createLimiter()
  const count = { ends: 0, sleeps: 0 }
  const observer = { onEnd: () => count.ends++, onSleep: () => count.sleeps++ }
  const call = createClient(limiter, { observer })
  return { call, count, limiter, isQuiet: () => count.ends + count.sleeps === limiter.given }
}

test('the server never sees more than its limit, and refuses nobody', async () => {
  await using server = await startLimitedServer(LIMIT)
  const { call, count, isQuiet } = createCountedClient()
  const calls = callTimes(30, () => call(server.url))
  await pass(5000, isQuiet)
  await calls
  expect(count.ends).toBe(30)
  expect({ refusals: server.refusals, peak: server.peak }).toEqual({ refusals: 0, peak: LIMIT })
})

test('a call that is refused comes back when the server says, and takes another token', async () => {
  await using server = await startLimitedServer(LIMIT)
  await callTimes(LIMIT, () => fetch(server.url))
  const { call, count, limiter, isQuiet } = createCountedClient()
  const calls = callTimes(2, () => call(server.url))
  await pass(1000 - STEP, isQuiet)
  expect({ ...count, tokens: limiter.given }).toEqual({ ends: 0, sleeps: 2, tokens: 2 })
  await pass(2 * STEP, isQuiet)
  await calls
  expect({ ...count, tokens: limiter.given }).toEqual({ ends: 2, sleeps: 2, tokens: 4 })
})

test('a call that is aborted while it waits for a token sends nothing', async () => {
  await using server = await startLimitedServer(LIMIT)
  const { call, count, limiter } = createCountedClient()
  const calls = callTimes(LIMIT, () => call(server.url))
  const caller = new AbortController()
  const aborted = rejection(call(server.url, { signal: caller.signal }))
  await calls
  caller.abort(new Error('enough'))
  expect(await aborted).toMatchObject({ message: 'enough' })
  await pass(1000, () => true)
  await quiet()
  expect({ ...count, tokens: limiter.given }).toEqual({ ends: LIMIT + 1, sleeps: 0, tokens: LIMIT + 1 })
  expect(server.requests).toBe(LIMIT)
})
