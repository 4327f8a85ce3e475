import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { AsyncRetrying, RetryError, TimeoutError, TryAgain, stopAfterAttempt } from 'holdfast'
import type { LoopAttempt, RetryEnd, RetryOptions } from 'holdfast'

import { nextTurn } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

/** A loop whose body runs so in each attempt; gives its result. */
async function loopOver(options: RetryOptions, body: (attempt: LoopAttempt) => unknown, loopOptions = {}) {
  const loop = new AsyncRetrying(options).loop(loopOptions)
  for await (const attempt of loop) await body(attempt)
  return loop.result()
}

describe('for await over a loop', () => {
  test('gives attempts until the body succeeds', async () => {
    const seen: number[] = []
    const value = await loopOver({}, (attempt) =>
      attempt.run(async ({ attemptNumber }) => {
        seen.push(attemptNumber)
        return attemptNumber < 3 ? fail() : 'ok'
      }),
    )
    expect({ value, seen }).toStrictEqual({ value: 'ok', seen: [1, 2, 3] })
  })

  test('works on the controller itself, again and again', async () => {
    const retrying = new AsyncRetrying({ stop: stopAfterAttempt(3) })
    let runs = 0
    for (let i = 0; i < 2; i++) {
      for await (const attempt of retrying) await attempt.run(() => ++runs % 2 || fail())
    }
    expect(runs).toBe(3)
    expect(retrying.statistics.attemptNumber).toBe(2)
  })

  test('tells run’s caller the body’s value, and undefined where it failed', async () => {
    const values: unknown[] = []
    await loopOver({}, async (attempt) => {
      values.push(await attempt.run(({ attemptNumber }) => (attemptNumber < 2 ? fail() : 'ok')))
    })
    expect(values).toStrictEqual([undefined, 'ok'])
  })

  test('throws the RetryError where it gives up', async () => {
    const error = await rejection(loopOver({ stop: stopAfterAttempt(2) }, (attempt) => attempt.run(fail)))
    expect(error).toBeInstanceOf(RetryError)
    expect(error).toMatchObject({ message: expect.stringMatching(/^<unknown> gave up after 2 attempts/) })
  })

  test('keeps the value of a retryErrorCallback', async () => {
    const options = { stop: stopAfterAttempt(2), retryErrorCallback: async () => 'fallback' }
    expect(await loopOver(options, (attempt) => attempt.run(fail))).toBe('fallback')
  })

  test('retries a TryAgain', async () => {
    const once = (attempt: LoopAttempt) =>
      attempt.run(({ attemptNumber }) => {
        if (attemptNumber === 1) throw new TryAgain()
        return attemptNumber
      })
    expect(await loopOver({ retry: () => false }, once)).toBe(2)
  })

  test('gives each attempt its keys, and the call state', async () => {
    const seen: unknown[] = []
    const loop = new AsyncRetrying().loop()
    for await (const attempt of loop) {
      const { idempotencyKey, attemptKey, state } = attempt
      seen.push([attemptKey === `${idempotencyKey}:${attempt.attemptNumber}`, idempotencyKey, state.outcome])
      await attempt.run((info) => (info.attemptKey === attemptKey && info.attemptNumber > 1 ? 'ok' : fail()))
    }
    const key = (seen[0] as unknown[])[1]
    expect(seen).toStrictEqual([
      [true, key, undefined],
      [true, key, undefined],
    ])
  })

  test('runs beside another loop of the same controller', async () => {
    const retrying = new AsyncRetrying({ wait: () => 1 })
    const until = async (last: number) => {
      const loop = retrying.loop<number>()
      for await (const attempt of loop) {
        await attempt.run(({ attemptNumber }) => (attemptNumber < last ? fail() : attemptNumber))
      }
      return loop.result()
    }
    expect(await Promise.all([until(2), until(4), until(3)])).toStrictEqual([2, 4, 3])
  })
})

describe('setResult', () => {
  test('is the outcome, whatever the body gave', async () => {
    expect(
      await loopOver({}, (attempt) => attempt.run(() => 'body').then(() => attempt.setResult('set'))),
    ).toBe('set')
    expect(await loopOver({}, (attempt) => attempt.run(fail).then(() => attempt.setResult('set')))).toBe(
      'set',
    )
    expect(await loopOver({}, (attempt) => attempt.setResult('set'))).toBe('set')
    const early = (attempt: LoopAttempt) => (attempt.setResult('set'), attempt.run(() => 'body'))
    expect(await loopOver({}, early)).toBe('set')
  })

  test('is what the predicates are asked about', async () => {
    const retry = ({ outcome }: { outcome: unknown }) => (outcome as { value: unknown }).value === 'again'
    const body = (attempt: LoopAttempt) => attempt.setResult(attempt.attemptNumber < 3 ? 'again' : 'ok')
    expect(await loopOver({ retry }, body)).toBe('ok')
  })
})

describe('a loop that is left by', () => {
  const ends: RetryEnd[] = []
  const observer = { onEnd: (_state: unknown, end: RetryEnd) => ends.push(end) }
  const controller = new AbortController()
  const options = { wait: () => 1000, signal: controller.signal, timeout: 1000, observer }

  const leave: Readonly<Record<string, (attempt: LoopAttempt) => Promise<string>>> = {
    break: async (attempt) => (await attempt.run(fail), 'break'),
    'break before the body ran': async () => 'break',
    return: async (attempt) => (await attempt.run(fail), 'return'),
    throw: async (attempt) => (await attempt.run(fail), 'throw'),
  }

  test.each(Object.entries(leave))('%s ends its session, and nothing is left', async (_way, body) => {
    ends.length = 0
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const walk = async () => {
      for await (const attempt of new AsyncRetrying(options)) {
        const way = await body(attempt)
        if (way === 'break') break
        if (way === 'return') return 'returned'
        throw new Error('thrown')
      }
      return 'left'
    }
    expect(await walk().catch((error: Error) => error.message)).toMatch(/returned|left|thrown/)
    expect(ends).toMatchObject([{ status: 'failed', error: { name: 'AbortError' } }])
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect(timers()).toBe(before)
  })

  test('break after a success has no result', async () => {
    const loop = new AsyncRetrying().loop()
    for await (const attempt of loop) {
      await attempt.run(() => 'ok')
      break
    }
    expect(() => loop.result()).toThrow(TypeError)
  })
})

describe('a loop with limits', () => {
  test('ends at once when its signal is aborted, though the body hangs', async () => {
    const controller = new AbortController()
    const result = settled(loopOver({}, (attempt) => attempt.run(hang), { signal: controller.signal }))
    await nextTurn()
    controller.abort('enough')
    expect(await result).toStrictEqual({ error: 'enough' })
  })

  test.each(['policy', 'loop'])('is ended by the signal of its %s', async (owner) => {
    const policy = new AbortController()
    const loop = new AbortController()
    const turn = (attempt: LoopAttempt) => attempt.run(hang)
    const begun = loopOver({ signal: policy.signal }, turn, { signal: loop.signal })
    const { [owner]: controller = loop } = { policy }
    controller.abort(owner)
    expect(await settled(begun)).toStrictEqual({ error: owner })
  })

  test('ends an attempt that takes too long, and goes on', async () => {
    const signals: AbortSignal[] = []
    const value = await loopOver({ attemptTimeout: 5 }, (attempt) =>
      attempt.run(({ attemptNumber, signal }) => {
        signals.push(signal, attempt.signal)
        return attemptNumber < 3 ? hang() : 'ok'
      }),
    )
    expect(value).toBe('ok')
    expect(new Set(signals).size).toBe(3)
    expect(signals[0]?.reason).toBeInstanceOf(TimeoutError)
  })
})
