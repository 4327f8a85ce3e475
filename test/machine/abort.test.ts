import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import type { RetryCallState, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { nextTurn } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

/** Where a session may be when it is aborted: the step that hangs there, or aborts while it runs. */
const places: Readonly<
  Record<string, (step: () => unknown) => { options: RetryOptions; fn?: () => unknown }>
> = {
  'an attempt': (step) => ({ options: {}, fn: step }),
  'an attempt with a time limit': (step) => ({ options: { attemptTimeout: 1000 }, fn: step }),
  before: (step) => ({ options: { before: step } }),
  retry: (step) => ({ options: { retry: step as () => boolean } }),
  after: (step) => ({ options: { after: step } }),
  wait: (step) => ({ options: { wait: step as () => number } }),
  stop: (step) => ({ options: { stop: step as () => boolean } }),
  beforeSleep: (step) => ({ options: { beforeSleep: step } }),
  sleep: (step) => ({ options: { sleep: step as () => Promise<void> } }),
  retryErrorCallback: (step) => ({ options: { stop: () => true, retryErrorCallback: step } }),
}

describe.each(forms)('an abort ends $title', ({ run }) => {
  /** Begins a session that hangs at a place, aborts it there and tells what was left. */
  async function abortAt(
    { options, fn = fail }: { options: RetryOptions; fn?: () => unknown },
    reason: unknown,
  ) {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const listeners = () => getEventListeners(controller.signal, 'abort').length
    let attempts = 0
    const result = run({ ...options, clock, signal: controller.signal, timeout: '1 day' }, () => {
      attempts++
      return fn()
    })
    await nextTurn()
    const during = { attempts, listeners: listeners() }
    controller.abort(reason)
    const end = await settled(result)
    clock.advance(100_000)
    await nextTurn()
    return { end, during, after: { attempts, listeners: listeners(), timers: clock.timers } }
  }

  test.each(Object.entries(places))('in %s at once, with its reason', async (_place, at) => {
    const reason = { code: 'shutdown' }
    const { end, during, after } = await abortAt(at(hang), reason)
    expect(end).toStrictEqual({ error: reason })
    expect((end as { error: unknown }).error).toBe(reason)
    expect(during.listeners).toBe(1)
    expect(after).toStrictEqual({ attempts: during.attempts, listeners: 0, timers: 0 })
  })

  test.each(Object.entries(places))(
    'when %s itself aborts, and then returns or hangs',
    async (_place, at) => {
      for (const then of [() => {}, hang]) {
        const controller = new AbortController()
        const step = vi.fn<() => unknown>(() => {
          controller.abort('enough')
          return then()
        })
        const { options, fn = fail } = at(step)
        const end = await settled(run({ ...options, signal: controller.signal }, fn))
        expect(end).toStrictEqual({ error: 'enough' })
        await nextTurn()
        expect(step).toHaveBeenCalledTimes(1)
        expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
      }
    },
  )

  test.each(Object.entries(places))('and whatever %s then rejects with is handled', async (_place, at) => {
    const controller = new AbortController()
    const rejectsLate = async () => {
      await nextTurn()
      await nextTurn()
      throw new Error('too late')
    }
    const { options, fn = fail } = at(rejectsLate)
    const errors = await unhandledDuring(async () => {
      const result = run({ ...options, signal: controller.signal }, fn)
      await Promise.resolve()
      controller.abort('enough')
      expect(await settled(result)).toStrictEqual({ error: 'enough' })
      await nextTurn()
      await nextTurn()
    })
    expect(errors).toStrictEqual([])
  })

  test.each([
    null,
    0,
    '',
    false,
    'bye',
    Symbol.iterator,
    1n,
    Object.freeze({}),
    () => 'bye',
    new Error('bye'),
  ])('with the reason %s as it is', async (reason) => {
    const { end } = await abortAt({ options: { wait: () => 1000 } }, reason)
    expect(end).toStrictEqual({ error: reason })
  })

  test('with an AbortError when no reason is given', async () => {
    const { end } = await abortAt({ options: { wait: () => 1000 } }, undefined)
    expect(end).toMatchObject({ error: { name: 'AbortError' } })
  })

  test('before it starts: no attempt, no hook', async () => {
    const calls: string[] = []
    const options = { signal: AbortSignal.abort('gone'), before: () => calls.push('before') }
    expect(await settled(run(options, () => calls.push('attempt')))).toStrictEqual({ error: 'gone' })
    expect(calls).toStrictEqual([])
    expect(getEventListeners(options.signal, 'abort')).toHaveLength(0)
  })

  test('in the turn in which it began, though its attempt has settled', async () => {
    const controller = new AbortController()
    const result = run({ signal: controller.signal }, async () => 'ok')
    controller.abort('at once')
    expect(await settled(result)).toStrictEqual({ error: 'at once' })
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })

  test.each([1, 2, 3, 4, 5])('%i microtasks after it began', async (microtasks) => {
    const controller = new AbortController()
    const result = run({ signal: controller.signal }, hang)
    for (let turn = 0; turn < microtasks; turn++) await Promise.resolve()
    controller.abort('soon')
    expect(await settled(result)).toStrictEqual({ error: 'soon' })
    await nextTurn()
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })

  test('and at once the signal of its hook, also while that runs', async () => {
    const controller = new AbortController()
    const seen: boolean[] = []
    const before: RetryOptions['before'] = ({ signal }) => {
      controller.abort('now')
      seen.push(signal.aborted)
    }
    expect(await settled(run({ signal: controller.signal, before }, hang))).toStrictEqual({ error: 'now' })
    expect(seen).toStrictEqual([true])
  })

  test('and whoever asks for its signal after the end leaves no listener', async () => {
    const { signal } = new AbortController()
    const states: RetryCallState[] = []
    await run({ signal, before: (state) => void states.push(state) }, () => 'ok')
    expect(states.map((state) => state.signal.aborted)).toStrictEqual([false])
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('before one that began within it', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const ends: string[] = []
    const end = (name: string) => ({ signal, observer: { onEnd: () => void ends.push(name) } })
    const result = run(end('outer'), () => run(end('inner'), hang).catch(() => hang()))
    await nextTurn()
    controller.abort('both')
    expect(await settled(result)).toStrictEqual({ error: 'both' })
    await nextTurn()
    expect(ends).toStrictEqual(['outer', 'inner'])
  })

  test('though every predicate would go on', async () => {
    const options = { retry: () => true, stop: () => false, signal: AbortSignal.timeout(5) }
    expect(await settled(run(options, hang))).toMatchObject({ error: { name: 'TimeoutError' } })
  })
})
