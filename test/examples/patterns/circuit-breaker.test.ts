import { RetryError, retry, stopAfterAttempt } from 'holdfast'
import type { RetryCallState } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { CircuitOpenError, createCircuitBreaker } from '../../../examples/patterns/circuit-breaker.ts'
import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'

class Down extends Error {}

const PAUSE = 300_000

describe('a breaker that opens after three failures, for five minutes', () => {
  let clock: VirtualClock
  let breaker: ReturnType<typeof createCircuitBreaker>
  /** What the service does when it is called. */
  let service: () => Promise<string>
  let calls: number
  let call: () => Promise<string>

  const up = async () => 'ok'
  const down = () => Promise.reject(new Down('503'))

  beforeEach(() => {
    clock = createVirtualClock()
    breaker = createCircuitBreaker({
      isFailure: (error) => error instanceof Down,
      failures: 3,
      pause: PAUSE,
      clock,
    })
    service = up
    calls = 0
    call = retry({ ...breaker, clock })(() => {
      calls++
      return service()
    })
  })

  const open = async () => {
    service = down
    await rejection(call())
    calls = 0
  }

  test('a success is given as it is: the service is called once', async () => {
    expect(await call()).toBe('ok')
    expect(calls).toBe(1)
  })

  test('failures are retried until the circuit opens, and then no longer', async () => {
    service = down
    expect(await rejection(call())).toBeInstanceOf(Down)
    expect(calls).toBe(3)
  })

  test('while it is open the service is not called, and nothing is retried', async () => {
    await open()
    clock.advance(PAUSE - 1)
    const error = await rejection(call())
    expect(error).toBeInstanceOf(CircuitOpenError)
    expect(error).toMatchObject({ cause: { message: '503' } })
    expect(calls).toBe(0)
  })

  test('after the pause one attempt tries, and closes it by a success', async () => {
    await open()
    clock.advance(PAUSE)
    service = up
    expect(await call()).toBe('ok')
    service = down
    calls = 0
    await rejection(call())
    expect(calls).toBe(3)
  })

  test('an attempt that fails after the pause opens it for another one', async () => {
    await open()
    clock.advance(PAUSE)
    expect(await rejection(call())).toBeInstanceOf(Down)
    expect(calls).toBe(1)
    clock.advance(PAUSE - 1)
    expect(await rejection(call())).toBeInstanceOf(CircuitOpenError)
    clock.advance(1)
    service = up
    expect(await call()).toBe('ok')
  })

  test('while one tries, all others are refused', async () => {
    await open()
    clock.advance(PAUSE)
    let answer: (value: string) => void = () => {}
    service = () => new Promise((resolve) => (answer = resolve))
    const trying = call()
    await quiet()
    expect(await rejection(call())).toBeInstanceOf(CircuitOpenError)
    answer('back')
    expect(await trying).toBe('back')
    expect(calls).toBe(1)
  })

  test('one that never answers blocks the others for no longer than a pause', async () => {
    await open()
    clock.advance(PAUSE)
    const caller = new AbortController()
    service = () => new Promise(() => {})
    const trying = retry({ ...breaker, clock, signal: caller.signal })(service)()
    await quiet()
    caller.abort(new Error('enough'))
    expect(await rejection(trying)).toMatchObject({ message: 'enough' })
    clock.advance(PAUSE)
    service = up
    expect(await call()).toBe('ok')
  })

  test('all callers of the service count together', async () => {
    service = down
    const other = retry({ ...breaker, clock, stop: stopAfterAttempt(1) })(() => service())
    for (let i = 0; i < 2; i++) expect(await rejection(other())).toBeInstanceOf(RetryError)
    expect(await rejection(call())).toBeInstanceOf(Down)
    expect(calls).toBe(1)
    expect(await rejection(other())).toBeInstanceOf(CircuitOpenError)
  })

  test('only failures in a row count', async () => {
    service = () => (calls % 3 === 0 ? up() : down())
    expect(await call()).toBe('ok')
    expect(await call()).toBe('ok')
    expect(calls).toBe(6)
  })

  test('an answer that is an error says that the service is up', async () => {
    const missing = new Error('404')
    service = () => (calls === 3 ? Promise.reject(missing) : down())
    const other = retry({ ...breaker, clock, stop: stopAfterAttempt(2) })(() => {
      calls++
      return service()
    })
    expect(await rejection(other())).toBeInstanceOf(RetryError)
    expect(await rejection(call())).toBe(missing)
    service = down
    calls = 0
    expect(await rejection(call())).toBeInstanceOf(Down)
    expect(calls).toBe(3)
  })

  test('a session that slept when it opened is ended by it', async () => {
    service = down
    const sleeping = retry({ ...breaker, clock, wait: () => 1000 })(() => service())()
    await quiet()
    expect(await rejection(call())).toBeInstanceOf(Down)
    clock.advance(1000)
    expect(await rejection(sleeping)).toBeInstanceOf(CircuitOpenError)
  })
})

test("the breaker of Tenacity's guide answers true to a success, and calls a healthy service for ever", async () => {
  let failureCount = 0
  let isOpen = false
  const shouldRetry = ({ outcome }: RetryCallState) => {
    if (isOpen) return false
    if (outcome?.failed) {
      failureCount++
      if (failureCount >= 5) {
        isOpen = true
        return false
      }
    }
    return true
  }
  let calls = 0
  const call = retry({ retry: shouldRetry, stop: stopAfterAttempt(1000) })(async () => {
    calls++
    return 'ok'
  })
  const error = await rejection(call())
  expect(error).toMatchObject({ name: 'RetryError', lastAttempt: { failed: false, value: 'ok' } })
  expect(calls).toBe(1000)
})
