import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, retrySetup, startRetry } from 'holdfast'
import type { AnyRetryMachine, AttemptInfo, RetryEnd, RetryMachine, RetryOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { createActor, fromPromise, setup, toPromise, transition } from 'xstate'

import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'

const boom = new Error('boom')
const throws = () => {
  throw boom
}
const fail = (_attempt: AttemptInfo): never => {
  throw new Error('down')
}

/** Runs a machine that is made of the options, and tells how it ended and what it left. */
async function endOf(make: (options: RetryOptions) => AnyRetryMachine, act = (_actor: Receiver) => {}) {
  const clock = createVirtualClock()
  const { signal } = new AbortController()
  const ends: RetryEnd[] = []
  const machine = make({
    clock,
    signal,
    timeout: '1 day',
    attemptTimeout: '1 day',
    wait: () => 1000,
    observer: { onEnd: (_state, end) => ends.push(end) },
  })
  let error: unknown
  const unhandled = await unhandledDuring(async () => {
    const actor = createActor(bind(machine, fail))
    const rejected = rejection(toPromise(actor))
    actor.start()
    await quiet()
    act(actor)
    error = await rejected
  })
  const listeners = getEventListeners(signal, 'abort').length
  return { error, rest: { ends, unhandled, listeners, timers: clock.timers } }
}

interface Receiver {
  send(event: { readonly type: string }): void
}

/** All but the error: who observes is told of it, and nothing is left. */
const restOf = (error: unknown) => ({
  ends: [{ status: 'failed', error }],
  unhandled: [],
  listeners: 0,
  timers: 0,
})

const provide =
  (implementations: Parameters<RetryMachine['provide']>[0]) =>
  (options: RetryOptions): RetryMachine =>
    createRetryMachine(options).provide(implementations)

/** A machine with an event of its own, whose guard throws. */
function guarded(options: RetryOptions) {
  const { chart, extend } = retrySetup(options, { types: {} as { events: { type: 'SKIP' } } })
  return extend({ guards: { maySkip: throws } }).createMachine({
    ...chart,
    on: { ...chart.on, SKIP: { guard: 'maySkip', target: '#failed' } },
  })
}

describe('a session fails as a whole', () => {
  const logics = {
    'throws at once': fromPromise<unknown, void>(throws),
    rejects: fromPromise<unknown, void>(async () => throws()),
  }
  const names = ['before', 'attempt', 'retry', 'after', 'wait', 'stop', 'beforeSleep', 'sleep'] as const

  test.each(Object.entries(logics))('when a step that was provided %s', async (_how, logic) => {
    for (const name of names) {
      const { error, rest } = await endOf((options) =>
        // An attempt that throws is one that failed: the strategies decide.
        provide({ actors: { [name]: logic } })(
          name === 'attempt' ? { ...options, retry: () => false } : options,
        ),
      )
      expect(error).toBe(boom)
      expect(rest).toStrictEqual(restOf(boom))
    }
  })

  test.each(['fail', 'plan', 'schedule'] as const)(
    'when the action %s, that was provided, throws',
    async (action) => {
      const { error, rest } = await endOf(provide({ actions: { [action]: throws } }))
      expect(error).toBe(boom)
      expect(rest).toStrictEqual(restOf(boom))
    },
  )

  test.each(['shouldRetry', 'shouldStop'] as const)(
    'when the guard %s, that was provided, throws: XState says which',
    async (guard) => {
      const { error, rest } = await endOf(provide({ guards: { [guard]: throws } }))
      expect(String(error)).toMatch(new RegExp(`Unable to evaluate guard '${guard}' .*boom`, 's'))
      expect(rest).toStrictEqual(restOf(error))
    },
  )

  test('when the guard of an event throws, mid-sleep', async () => {
    const { error, rest } = await endOf(guarded, (actor) => actor.send({ type: 'SKIP' }))
    expect(String(error)).toMatch(/Unable to evaluate guard 'maySkip' .*boom/s)
    expect(rest).toStrictEqual(restOf(error))
  })

  test('when the guard of an event throws, mid-attempt: the attempt is aborted with that error', async () => {
    let signal: AbortSignal | undefined
    const hang = (attempt: AttemptInfo) => new Promise(() => ({ signal } = attempt))
    const actor = createActor(bind(guarded({}), hang))
    const rejected = rejection(toPromise(actor))
    actor.start()
    await quiet()
    actor.send({ type: 'SKIP' })
    const error = await rejected
    expect(String(error)).toMatch('boom')
    expect(signal?.reason).toBe(error)
  })

  test('also in startRetry, and where a parent invoked it', async () => {
    const machine = provide({ guards: { shouldRetry: throws } })({})
    const expected = /Unable to evaluate guard 'shouldRetry' .*boom/s
    expect(String(await rejection(startRetry(machine, fail).result))).toMatch(expected)

    const parent = setup({ actors: { machine } }).createMachine({
      invoke: { src: 'machine', input: { fn: fail } },
    })
    const actor = createActor(parent)
    const rejected = rejection(toPromise(actor))
    actor.start()
    expect(String(await rejected)).toMatch(expected)
  })
})

test('a transition that is only computed throws what its guard does, and ends no session', async () => {
  const machine = bind(guarded({ wait: () => 60_000 }), fail)
  const actor = createActor(machine).start()
  await quiet()
  expect(() => transition(machine, actor.getSnapshot(), { type: 'SKIP' })).toThrow('boom')
  expect(actor.getSnapshot().status).toBe('active')
  actor.stop()
})
