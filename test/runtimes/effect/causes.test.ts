import { Cause, Effect, Exit } from 'effect'
import {
  RetryError,
  createRetryMachine,
  observe,
  retryAlways,
  retrySetup,
  runWithRetry,
  stopAfterAttempt,
  waitFixed,
} from 'holdfast'
import type { RetryEnd, RetryOptions } from 'holdfast'
import { attach } from 'holdfast/inspect'
import { retryWith } from 'holdfast/effect'
import { afterEach, describe, expect, test } from 'vitest'

import { unhandledDuring } from '../../support/unhandled.ts'
import { modes } from './modes.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const each of undo.splice(0)) each()
})

describe.each(modes)('%s', (_mode, options) => {
  test('a defect is not retried, and stays what it is', async () => {
    const defect = new Error('a bug')
    let calls = 0
    const ends: RetryEnd[] = []
    undo.push(observe({ onEnd: (_state, end) => ends.push(end) }))
    const effect = Effect.suspend(() => {
      calls++
      return Effect.die(defect)
    }).pipe(retryWith({ retry: retryAlways }, options))
    expect(await diedOf(effect)).toBe(defect)
    expect(calls).toBe(1)
    expect(ends).toEqual([{ status: 'failed', error: defect }])
  })

  test('what a function throws is a defect too', async () => {
    const defect = new Error('a bug')
    const effect = retryWith(
      { retry: retryAlways },
      options,
    )((): Effect.Effect<never> => {
      throw defect
    })
    expect(await diedOf(effect)).toBe(defect)
  })

  test('a failure beside a defect is not retried: the whole cause is kept', async () => {
    const cause = Cause.combine(Cause.fail('busy'), Cause.die('a bug'))
    let calls = 0
    const effect = Effect.suspend(() => {
      calls++
      return Effect.failCause(cause)
    }).pipe(retryWith({ retry: retryAlways, stop: stopAfterAttempt(3) }, options))
    const exit = await Effect.runPromiseExit(effect)
    expect(calls).toBe(1)
    expect(Exit.isFailure(exit) && exit.cause.reasons).toMatchObject(cause.reasons)
  })

  test('an interruption from within is not retried', async () => {
    let calls = 0
    const effect = Effect.suspend(() => {
      calls++
      return Effect.interrupt
    }).pipe(retryWith({ retry: retryAlways }, options))
    const exit = await Effect.runPromiseExit(effect)
    expect(Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)).toBe(true)
    expect(calls).toBe(1)
  })

  const bug = new Error('in a hook')
  const failing = (): never => {
    throw bug
  }
  test.each<[string, RetryOptions]>([
    ['before', { before: failing }],
    ['retry', { retry: failing }],
    ['after', { after: async () => failing() }],
    ['wait', { wait: failing }],
    ['stop', { stop: failing }],
    ['beforeSleep', { beforeSleep: failing }],
    ['retryErrorCallback', { stop: stopAfterAttempt(1), retryErrorCallback: failing }],
    ['sleep', { sleep: async () => failing() }],
  ])('it dies of what %s throws', async (_hook, policy) => {
    const unhandled = await unhandledDuring(async () => {
      expect(await diedOf(Effect.fail('busy').pipe(retryWith(policy, options)))).toBe(bug)
    })
    expect(unhandled).toEqual([])
  })

  test('it dies of a signal’s reason, whatever it is', async () => {
    const caller = new AbortController()
    const reason = await runWithRetry({ timeout: 1 }, () => new Promise(() => {})).catch((error) => error)
    let released = 0
    const effect = Effect.never.pipe(
      Effect.ensuring(Effect.sync(() => released++)),
      retryWith({ signal: caller.signal, timeout: '1h' }, options),
    )
    const died = diedOf(effect)
    await Effect.runPromise(Effect.sleep(1))
    caller.abort(reason)
    expect(await died).toBe(reason)
    expect(released).toBe(1)
    // An aborted signal lets nothing begin.
    expect(await diedOf(effect)).toBe(reason)
    expect(released).toBe(1)
  })

  test('an attempt that aborts its own session is interrupted', async () => {
    const caller = new AbortController()
    const reason = new Error('enough')
    const effect = Effect.andThen(
      Effect.sync(() => caller.abort(reason)),
      Effect.never,
    ).pipe(retryWith({ signal: caller.signal }, options))
    expect(await diedOf(effect)).toBe(reason)
  })

  test('a signal ends a sleep', async () => {
    const caller = new AbortController()
    const reason = 'enough'
    const machine = createRetryMachine({
      signal: caller.signal,
      wait: waitFixed('1h'),
      beforeSleep: () => void setTimeout(() => caller.abort(reason), 1),
    })
    expect(await diedOf(Effect.fail('busy').pipe(retryWith(machine, options)))).toBe(reason)
  })
})

test('an event ends an attempt that an inspector watches', async () => {
  const reason = new Error('from a debugger')
  const actors = new Set<{ send(event: object): void }>()
  const inspect = (event: { readonly actorRef: unknown }) => {
    const actor = event.actorRef as { send(event: object): void; _parent?: unknown }
    if (actor._parent === undefined) actors.add(actor)
  }
  undo.push(attach({ inspect }))
  const died = diedOf(Effect.never.pipe(retryWith({ stop: stopAfterAttempt(2) })))
  await Effect.runPromise(Effect.sleep(2))
  expect(actors.size).toBe(1)
  for (const actor of actors) actor.send({ type: 'ABORT', reason })
  expect(await died).toBe(reason)
})

test('an attempt that a machine of one’s own leaves is interrupted', async () => {
  const { chart, createMachine } = retrySetup({ retry: retryAlways })
  const { attempting } = chart.states
  const running = { ...attempting.states.running, after: { 2: '#failed' } } as const
  const states = { ...attempting.states, running }
  const machine = createMachine({
    ...chart,
    states: { ...chart.states, attempting: { ...attempting, states } },
  })
  let released = 0
  const effect = Effect.never.pipe(Effect.ensuring(Effect.sync(() => released++)))
  await diedOf(effect.pipe(retryWith(machine)))
  expect(released).toBe(1)
})

test('the sessions of one retrier have one machine', async () => {
  const machines = new Set<unknown>()
  const sessions = new Set<unknown>()
  const inspect = ({ actorRef }: { readonly actorRef: unknown }) => {
    const actor = actorRef as { readonly logic: unknown; readonly _parent?: unknown }
    if (actor._parent !== undefined) return
    machines.add(actor.logic)
    sessions.add(actor)
  }
  undo.push(attach({ inspect }))
  const effect = Effect.void.pipe(retryWith({}))
  await Effect.runPromise(Effect.andThen(effect, effect))
  expect([sessions.size, machines.size]).toEqual([2, 1])
})

test('it dies of what a class of errors throws', async () => {
  class Broken extends RetryError {
    constructor(init: ConstructorParameters<typeof RetryError>[0]) {
      super(init)
      throw init.name
    }
  }
  const policy = { stop: stopAfterAttempt(1), retryErrorCls: Broken, name: 'load' }
  expect(await diedOf(Effect.fail('busy').pipe(retryWith(policy)))).toBe('load')
})

test('it dies of what a clock throws', async () => {
  const broken = () => {
    throw new Error('no time')
  }
  const clock = { now: broken, monotonic: broken, setTimer: broken }
  expect(await diedOf(Effect.fail('busy').pipe(retryWith({ clock })))).toMatchObject({ message: 'no time' })
})

/** The defect that an Effect died of. */
async function diedOf(effect: Effect.Effect<unknown, unknown>): Promise<unknown> {
  const exit = await Effect.runPromiseExit(effect)
  const reasons = Exit.isFailure(exit) ? exit.cause.reasons : []
  expect(reasons.map(({ _tag }) => _tag)).toEqual(['Die'])
  return reasons.find(Cause.isDieReason)?.defect
}
