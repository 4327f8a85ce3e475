import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo } from 'holdfast'
import { assign, createActor, fromPromise, toPromise } from 'xstate'

import { rejection } from '../../support/settled.ts'

const failingTwice = ({ attemptNumber }: AttemptInfo) => {
  if (attemptNumber < 3) throw new Error('down')
  return attemptNumber
}

const resultOf = (machine: ReturnType<typeof bind>): Promise<unknown> => {
  const actor = createActor(machine)
  const result = toPromise(actor)
  actor.start()
  return result
}

describe('a bound machine', () => {
  const machine = createRetryMachine({ wait: () => 60_000 })
  const instantly = { actors: { sleep: fromPromise<unknown, void>(async () => {}) } }

  test('may be provided with steps before', async () => {
    expect(await resultOf(bind(machine.provide(instantly), failingTwice))).toBe(3)
  })

  test('stays bound when it is provided with steps, guards and actions, again and again', async () => {
    const seen: string[] = []
    const provided = bind(machine, failingTwice)
      .provide(instantly)
      .provide({ guards: { shouldStop: ({ context }) => (seen.push('guard'), context.attemptNumber === 9) } })
      .provide({ actions: { fail: assign({ failed: true, result: 'as the action says' }) } })
    expect(await resultOf(provided)).toBe(3)
    expect(seen).toStrictEqual(['guard', 'guard'])
    const stopping = provided.provide({ guards: { shouldStop: () => true } })
    expect(await rejection(resultOf(stopping))).toMatchObject({ cause: 'as the action says' })
  })

  test('is another one than that which was bound', async () => {
    const first = bind(machine, () => 'first')
    const second = bind(first, () => 'second')
    const third = bind(first.provide({}), () => 'third')
    const results = [third, second, first].flatMap((each) => [resultOf(each), resultOf(each.provide({}))])
    expect(await Promise.all(results)).toStrictEqual(['third', 'third', 'second', 'second', 'first', 'first'])
    expect(await rejection(resultOf(machine))).toMatchObject({ code: 'HOLDFAST_INVALID_CALL' })
  })

  test('runs what a call or an input gives instead', async () => {
    const bound = bind(machine, () => 'bound')
    expect(await runWithRetry(bound, () => 'called')).toBe('called')
    expect(await startRetry(bound, () => 'started').result).toBe('started')
    const actor = createActor(bound, { input: { fn: () => 'input' } })
    expect(await toPromise(actor.start())).toBe('input')
  })

  test('keeps its signal and its id through provide', async () => {
    const controller = new AbortController()
    const keys: string[] = []
    const bound = bind(machine, ({ attemptKey }) => void keys.push(attemptKey), { id: 'invoice-42' })
    await resultOf(bound.provide({}))
    expect(keys).toStrictEqual(['invoice-42:1'])
    controller.abort('enough')
    const aborted = bind(machine, failingTwice, { signal: controller.signal }).provide({})
    expect(await rejection(resultOf(aborted))).toBe('enough')
  })

  test('runs any number of sessions at once', async () => {
    let count = 0
    const bound = bind(createRetryMachine({ stop: stopAfterAttempt(3) }), () => ++count)
    expect(await Promise.all([resultOf(bound), resultOf(bound), resultOf(bound)])).toStrictEqual([1, 2, 3])
  })
})
