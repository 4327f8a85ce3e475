import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { retry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { untilAborted } from '../support/until-aborted.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { generatorForms, generatorWays } from './generator-forms.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

describe.each(generatorForms)('in $title', { timeout: 30_000 }, ({ run, show }) => {
  test('an abort cuts the sleep, no attempt runs after it, and its reason is kept', async () => {
    show()
    const clock = createVirtualClock()
    const controller = new AbortController()
    let calls = 0
    const { signal } = controller
    const result = rejection(run({ clock, signal, wait: () => 60_000 }, () => (calls++, fail())))
    await quiet()
    expect(clock.timers).toBe(1)
    controller.abort('shutdown')
    expect(await result).toBe('shutdown')
    clock.advance(60_000)
    await quiet()
    expect({ calls, timers: clock.timers }).toStrictEqual({ calls: 1, timers: 0 })
  })

  test('the deadline of AbortSignal.timeout is not taken for a failure to retry', async () => {
    show()
    let calls = 0
    const signal = AbortSignal.timeout(5)
    const fetches = () => {
      calls++
      return untilAborted(signal)
    }
    const options = {
      signal,
      retry: ({ outcome }: { outcome: unknown }) => (outcome as { failed: boolean }).failed,
    }
    expect(await rejection(run(options, fetches))).toBe(signal.reason)
    expect(calls).toBe(1)
  })

  test('a long-lived signal holds at most one listener of a session, and none after it', async () => {
    show()
    const { signal } = new AbortController()
    let calls = 0
    let most = 0
    await run({ signal, timeout: 60_000, attemptTimeout: 60_000 }, () => {
      most = Math.max(most, getEventListeners(signal, 'abort').length)
      return ++calls < 300 ? fail() : 'ok'
    })
    expect(most).toBe(1)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('an attempt that timed out is retried, with a signal that is not aborted', async () => {
    show()
    const signals = new Set<AbortSignal>()
    const aborted: boolean[] = []
    const value = await run({ attemptTimeout: 5 }, ({ attemptNumber, signal }) => {
      signals.add(signal)
      aborted.push(signal.aborted)
      return attemptNumber < 3 ? hang() : 'ok'
    })
    expect(value).toBe('ok')
    expect(aborted).toStrictEqual([false, false, false])
    expect(signals.size).toBe(3)
  })

  test.each(['attemptTimeout', 'timeout'])(
    'an attempt that fails after its %s leaves nothing unhandled',
    async (option) => {
      show()
      const late: ((error: Error) => void)[] = []
      const unhandled = await unhandledDuring(async () => {
        const fn = () => new Promise((_resolve, reject) => late.push(reject))
        await rejection(run({ [option]: 2, stop: () => true }, fn))
        for (const reject of late) reject(new Error('too late'))
        await quiet()
      })
      expect(late).toHaveLength(1)
      expect(unhandled).toStrictEqual([])
    },
  )

  test.each(['before', 'after', 'beforeSleep', 'retry', 'wait', 'stop', 'sleep'])(
    'a %s that throws or rejects ends the session once, and never leaves it pending',
    async (option) => {
      show()
      const error = new Error('mine')
      const throws = () => {
        throw error
      }
      const unhandled = await unhandledDuring(async () => {
        for (const broken of [throws, () => Promise.reject(error)])
          expect(await settled(run({ [option]: broken }, fail))).toStrictEqual({ error })
      })
      expect(unhandled).toStrictEqual([])
    },
  )

  test('nothing runs in the background once a call was refused, given up or ended by a hook', async () => {
    show()
    const ends: RetryOptions[] = [
      { retry: () => false },
      { stop: () => true },
      { after: () => Promise.reject(new Error('hook')) },
    ]
    for (const options of ends) {
      const clock = createVirtualClock()
      let calls = 0
      const fn = async () => {
        calls++
        await nextTurn()
        throw new Error('down')
      }
      await rejection(run({ ...options, clock, wait: () => 1 }, fn))
      clock.advance(60_000)
      await quiet()
      expect({ calls, timers: clock.timers }).toStrictEqual({ calls: 1, timers: 0 })
    }
  })

  test.each(['down', 0, null, undefined, Object.freeze({})])(
    'a thrown %o comes out as it went in',
    async (value) => {
      show()
      const throws = () => {
        throw value
      }
      const error = await rejection(run({ stop: stopAfterAttempt(2) }, throws))
      expect(error).toMatchObject({ name: 'RetryError', cause: value, errors: [value, value] })
    },
  )

  test('a hundred at a time count their own attempts', async () => {
    show()
    const numbers = Array.from({ length: 100 }, (_, index) => (index % 5) + 1)
    const options = { stop: stopAfterAttempt(5) }
    const until =
      (last: number) =>
      async ({ attemptNumber }: AttemptInfo) => {
        await nextTurn()
        return attemptNumber < last ? fail() : attemptNumber
      }
    expect(await Promise.all(numbers.map((last) => run(options, until(last))))).toStrictEqual(numbers)
  })
})

test.each(Object.keys(generatorWays))(
  'the caller is in the stack of attempt 2 and later of %s',
  async (way) => {
    const policies: RetryOptions[] = [{}, { signal: new AbortController().signal, attemptTimeout: 60_000 }]
    for (const policy of policies) {
      const failsLater = async () => {
        await nextTurn()
        throw new Error('down')
      }
      async function callerOfRetry() {
        return await generatorWays[way]?.({ ...policy, stop: stopAfterAttempt(3) }, failsLater)
      }
      const error = await rejection(callerOfRetry())
      const stacks = (error as { errors: Error[] }).errors.map(({ stack }) => stack)
      expect(stacks).toHaveLength(3)
      for (const stack of stacks) expect(stack).toMatch(/at (async )?callerOfRetry/)
    }
  },
)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const MEGABYTE = 2 ** 20

test.each(Object.entries(generatorWays))(
  'memory stays flat over 50,000 attempts of %s',
  { timeout: 60_000 },
  async (_way, run) => {
    const heap: number[] = []
    let calls = 0
    await run({}, () => {
      calls++
      if (calls % 12_500 === 0) {
        collect()
        heap.push(process.memoryUsage().heapUsed)
      }
      return calls < 50_000 ? fail() : 'ok'
    })
    expect(heap).toHaveLength(4)
    expect(Math.max(...heap) - (heap[0] ?? 0)).toBeLessThan(MEGABYTE)
  },
)

describe('an async generator', () => {
  test('that is left while a value is awaited runs nothing more, and no session is left', async () => {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    let calls = 0
    const values = retry({ clock, signal, wait: () => 60_000 })(async function* () {
      calls++
      yield 1
      fail()
    })()
    await values.next()
    const second = settled(values.next())
    await quiet()
    expect(clock.timers).toBe(1)
    await values.return(undefined)
    expect(await second).toStrictEqual({ value: { done: true, value: undefined } })
    clock.advance(60_000)
    await quiet()
    expect({ calls, timers: clock.timers }).toStrictEqual({ calls: 1, timers: 0 })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('that nobody iterates begins no session, and holds nothing', async () => {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    let calls = 0
    const values = retry({ clock, signal, timeout: '1h' })(async function* () {
      yield ++calls
    })()
    await quiet()
    expect({
      calls,
      timers: clock.timers,
      listeners: getEventListeners(signal, 'abort').length,
    }).toStrictEqual({
      calls: 0,
      timers: 0,
      listeners: 0,
    })
    expect(await values.next()).toStrictEqual({ done: false, value: 1 })
    await values.return(undefined)
  })
})

test('one generator that is given to every attempt does not pass for a success once it is spent', async () => {
  const spent = (function* (): Generator<unknown, string, unknown> {
    yield nextTurn()
    throw new Error('down')
  })()
  let calls = 0
  const error = await rejection(
    retry({ stop: stopAfterAttempt(3) })(() => {
      calls++
      return spent
    })(),
  )
  expect(error).toBeInstanceOf(Error)
  expect(calls).toBeGreaterThan(0)
})
