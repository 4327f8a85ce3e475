import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createRetryMachine, retry, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo, StopFunction } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

const failingTwice = ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber < 3) throw new Error('down')
  return attemptNumber
}

describe('runWithRetry', () => {
  test('takes plain options, a machine, and a machine that was changed', async () => {
    const machine = createRetryMachine({ stop: stopAfterAttempt(3) })
    expect(await runWithRetry({ stop: stopAfterAttempt(3) }, failingTwice)).toBe(3)
    expect(await runWithRetry(machine, failingTwice)).toBe(3)
    expect(await runWithRetry(machine.provide({}), failingTwice)).toBe(3)
  })

  test('runs one machine any number of times at once', async () => {
    const machine = createRetryMachine({ wait: () => 1 })
    const runs = Array.from({ length: 100 }, (_, index) =>
      runWithRetry(machine, ({ attemptNumber }) => {
        if (attemptNumber <= index % 4) throw new Error('down')
        return attemptNumber
      }),
    )
    expect(await Promise.all(runs)).toStrictEqual(Array.from({ length: 100 }, (_, index) => (index % 4) + 1))
  })

  test('tells inspect every event, and it changes nothing', async () => {
    const types = new Set<string>()
    const inspectors = [(event: { type: string }) => types.add(event.type), { next: () => {} }]
    for (const inspect of inspectors) {
      expect(await runWithRetry({}, failingTwice, { inspect })).toBe(3)
    }
    expect([...types]).toEqual(expect.arrayContaining(['@xstate.actor', '@xstate.event', '@xstate.snapshot']))
  })

  test('with inspect rejects with the same error', async () => {
    const error = new Error('mine')
    const fail = () => {
      throw error
    }
    const options = { inspect: () => {} }
    expect(await rejection(runWithRetry({ retry: () => false }, fail, options))).toBe(error)
  })
})

describe.each([
  ['the compiled driver', runWithRetry],
  ['XState', (...args: Parameters<typeof startRetry>) => startRetry(...args).result],
])('in %s', (_title, run) => {
  test('the policy’s signal and the session’s own both end it', async () => {
    const { signal } = new AbortController()
    const machine = createRetryMachine({ signal: AbortSignal.abort('policy') })
    expect(await rejection(run(machine, () => 'ok', { signal }))).toBe('policy')
    const session = { signal: AbortSignal.abort('session') }
    expect(await rejection(run(createRetryMachine({ signal }), () => 'ok', session))).toBe('session')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('an attempt knows its number and its keys', async () => {
    const seen: Pick<AttemptInfo, 'attemptNumber' | 'idempotencyKey' | 'attemptKey'>[] = []
    const collect = (attempt: AttemptInfo) => {
      const { attemptNumber, idempotencyKey, attemptKey } = attempt
      seen.push({ attemptNumber, idempotencyKey, attemptKey })
      return failingTwice(attempt)
    }
    await run({}, collect)
    const [{ idempotencyKey: key } = { idempotencyKey: '' }] = seen
    expect(key).toMatch(UUID)
    expect(seen).toStrictEqual(
      [1, 2, 3].map((attemptNumber) => ({
        attemptNumber,
        idempotencyKey: key,
        attemptKey: `${key}:${attemptNumber}`,
      })),
    )
    await run({}, collect)
    expect(seen[3]?.idempotencyKey).not.toBe(key)
  })

  test('the option id is the idempotency key, for strategies too', async () => {
    const keys: string[] = []
    const machine = createRetryMachine({
      before: ({ idempotencyKey, attemptKey }) => keys.push(idempotencyKey, attemptKey),
    })
    await run(machine, ({ attemptKey }) => keys.push(attemptKey), { id: 'invoice-42' })
    expect(keys).toStrictEqual(['invoice-42', 'invoice-42:1', 'invoice-42:1'])
  })

  test('the signal of an attempt is that of its call state', async () => {
    let seen: AbortSignal | undefined
    const options = { before: ({ signal }: AttemptInfo) => void (seen = signal) }
    const signals = await run(options, ({ signal }: AttemptInfo) => [signal, signal])
    expect(signals).toStrictEqual([seen, seen])
    expect(seen?.aborted).toBe(false)
  })

  test('time and chance that are given make a run the same each time', async () => {
    const record = async () => {
      const delays: unknown[] = []
      let now = 1000
      const clock = { now: () => now, monotonic: () => now, setTimer: () => () => {} }
      let chance = 0
      const options = {
        clock,
        random: () => (chance = (chance + 0.37) % 1),
        wait: ({ random, elapsed }: { random: () => number; elapsed: number }) => random() * 100 + elapsed,
        sleep: async (ms: number) => void (delays.push(ms), (now += ms)),
        stop: stopAfterAttempt(6),
      }
      const error = await rejection(run(options, () => Promise.reject(new Error('down'))))
      return { delays, message: (error as Error).message }
    }
    expect(await record()).toStrictEqual(await record())
  })
})

test('an inspected call that fails unheard is an unhandled rejection, as any call', async () => {
  const error = new Error('down')
  const unhandled = await unhandledDuring(async () => {
    void runWithRetry({ stop: stopAfterAttempt(1), reraise: true }, () => Promise.reject(error), {
      inspect: () => {},
    })
    await quiet()
  })
  expect(unhandled).toStrictEqual([error])
})

test('options that are changed later change nothing', async () => {
  const options: { stop: StopFunction } = { stop: stopAfterAttempt(1) }
  const retrier = retry(options)
  options.stop = stopAfterAttempt(9)
  const failing = retrier(() => Promise.reject(new Error('down')))
  await rejection(failing())
  expect(failing.statistics.attemptNumber).toBe(1)
})

test('a wrapped function has the own properties of the function', () => {
  const fetchUser = Object.assign(async () => 'user', { route: '/users' })
  expect(retry(fetchUser).route).toBe('/users')
})
