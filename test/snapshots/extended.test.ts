import * as devalue from 'devalue'
import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, readSnapshot, retrySetup, startRetry } from 'holdfast'
import type { RetryMachine, SessionSnapshot } from 'holdfast'
import { assign, createActor, createMachine, fromCallback, fromPromise, spawnChild, toPromise } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { absent, edited } from './support/edited.ts'
import { refusalOf } from './support/refusal-of.ts'
import { sampleOf } from './support/samples.ts'

const forever = () => new Promise<never>(() => {})

/** A machine with a context and actors of its own. */
function createOwnMachine(id = 'import') {
  const light = createMachine({ initial: 'green', states: { green: { on: { NEXT: 'red' } }, red: {} } })
  const { chart, extend } = retrySetup(
    { id, version: '2', wait: () => Infinity },
    {
      types: {} as {
        context: { since: unknown; '@note': string }
        events: { type: 'NEXT' | 'PAUSE' | 'GO' }
      },
      actors: { light, ticker: fromCallback(() => {}), lookup: fromPromise(async () => 'found') },
    },
  )
  const { sleeping } = chart.states
  return extend({ actions: { turn: () => {} } }).createMachine({
    ...chart,
    context: (args) => ({ ...chart.context(args), since: undefined, '@note': 'mine' }),
    entry: spawnChild('light', { id: 'light', systemId: 'the-light', syncSnapshot: true }),
    states: {
      ...chart.states,
      paused: { id: 'paused', on: { GO: '#sleeping.again' } },
      sleeping: {
        ...sleeping,
        states: { ...sleeping.states, again: { type: 'history' } },
        on: { PAUSE: '#paused' },
        invoke: { src: 'lookup', id: 'lookup', onDone: { actions: assign({ since: () => new Date(7) }) } },
      },
    },
  })
}

/** Cut in its first sleep. */
async function cut(machine: RetryMachine, options = {}): Promise<{ text: string }> {
  const session = startRetry(machine, () => Promise.reject(new Error('down')), options)
  await quiet()
  session.actor.system.get('the-light')?.send({ type: 'NEXT' })
  const text = JSON.stringify(session.snapshot())
  session.actor.stop()
  return { text }
}

describe("a machine of a user's own", () => {
  const machine = createOwnMachine() as unknown as RetryMachine

  test('goes on with the actors and the context that it has besides', async () => {
    const { text } = await cut(machine, { codec: devalue })
    const session = startRetry(machine, async () => 'ok', { snapshot: text, codec: devalue })
    const { context, children } = session.getSnapshot() as unknown as {
      context: object
      children: { light: { getSnapshot(): object } }
    }
    expect(context).toMatchObject({ since: new Date(7), '@note': 'mine', attemptNumber: 1 })
    expect(children.light.getSnapshot()).toMatchObject({ value: 'red' })
    expect(session.actor.system.get('the-light')).toBe(children.light)
    session.wake()
    expect(await session.result).toBe('ok')
  })

  test('has a context that JSON cannot hold refused with its path', async () => {
    const session = startRetry(machine, () => Promise.reject(new Error('down')))
    await quiet()
    expect(refusalOf(() => session.snapshot()).message).toContain(
      'a snapshot cannot hold context.since, Date {…}',
    )
    session.abort()
  })

  test('has its actors refused by a machine without them, also one whose logic is gone', async () => {
    const { text } = await cut(machine, { codec: devalue })
    const plain = createRetryMachine({ id: 'import', version: '2' })
    const error = refusalOf(() => startRetry(plain, async () => 'ok', { snapshot: text, codec: devalue }))
    expect(error).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_MISMATCH',
      message: expect.stringContaining(
        'the snapshot has an actor "light" that the machine does not have: give the machine that wrote it',
      ),
    })
  })

  test('knows the state again that it was in before', async () => {
    const session = startRetry(machine, () => Promise.reject(new Error('down')), { codec: devalue })
    await quiet()
    session.actor.send({ type: 'PAUSE' } as never)
    const text = JSON.stringify(session.snapshot())
    session.actor.stop()
    const resumed = startRetry(machine, async () => 'ok', { snapshot: text, codec: devalue })
    expect(resumed.getSnapshot().value).toBe('paused')
    resumed.actor.send({ type: 'GO' } as never)
    expect(resumed.getSnapshot().value).toStrictEqual({ sleeping: 'resting' })
    resumed.wake()
    expect(await resumed.result).toBe('ok')
  })

  test('takes a snapshot of a machine without them', async () => {
    const snapshot = await sampleOf('running')
    expect(await startRetry(machine, async () => 'ok', { snapshot }).result).toBe('ok')
  })

  test('keeps what an actor of its own came to, and may lack one that was stopped', async () => {
    const { text } = await cut(machine, { codec: devalue })
    const snapshot = JSON.parse(text) as SessionSnapshot
    expect(snapshot.snapshot.children['lookup']).toMatchObject({
      snapshot: { status: 'done', output: 'found' },
    })
    const without = edited(snapshot, { 'snapshot.children.lookup': absent })
    const session = startRetry(machine, async () => 'ok', { snapshot: without, codec: devalue })
    session.wake()
    expect(await session.result).toBe('ok')
  })

  test('has an actor refused whose snapshot is gone', async () => {
    const { text } = await cut(machine, { codec: devalue })
    const damaged = edited(JSON.parse(text) as SessionSnapshot, { 'snapshot.children.light.snapshot': 5 })
    const error = refusalOf(() =>
      startRetry(machine, async () => 'ok', { snapshot: damaged, codec: devalue }),
    )
    expect(error.message).toContain('snapshot.children.light.snapshot must be an object, got 5')
  })

  test('may be read without being known', async () => {
    const { text } = await cut(machine, { codec: devalue })
    const snapshot = readSnapshot(text, { codec: devalue })
    const actor = createActor(
      bind(machine, async () => 'ok'),
      { snapshot },
    )
    const result = toPromise(actor)
    actor.start().send({ type: 'WAKE' })
    expect(await result).toBe('ok')
  })
})

describe('a machine with steps that were provided', () => {
  const provide = (attempt: () => Promise<string>) =>
    createRetryMachine({ id: 'import', version: '2' }).provide({
      // As XState's types have it, of the step that it replaces.
      actors: { attempt: fromPromise<unknown, void>(attempt) },
    })

  test('begins such a step again', async () => {
    const session = startRetry(provide(forever), () => 'not called')
    await quiet()
    const text = JSON.stringify(session.snapshot())
    session.actor.stop()
    expect(
      await startRetry(
        provide(async () => 'provided'),
        () => 'not called',
        { snapshot: text },
      ).result,
    ).toBe('provided')
    const ofTheChart = createRetryMachine({ id: 'import', version: '2' })
    const error = refusalOf(() => startRetry(ofTheChart, () => 'not called', { snapshot: text }))
    expect(error).toMatchObject({ code: 'HOLDFAST_SNAPSHOT_MISMATCH' })
    expect(error.message).toContain('an actor "attempt" that is not the one of the machine')
  })

  test('has a step of the chart refused in its place', async () => {
    const snapshot = await sampleOf('running')
    const error = refusalOf(() => startRetry(provide(forever), () => 'not called', { snapshot }))
    expect(error.message).toContain('snapshot.children.attempt.snapshot must be an object, got undefined')
  })
})

test('an actor that XState cannot persist is refused', async () => {
  const { chart, createMachine: create } = retrySetup({ wait: () => Infinity })
  const inline = createMachine({})
  const machine = create({
    ...chart,
    context: (args) => ({ ...chart.context(args), ref: args.spawn(inline) }),
  })
  const session = startRetry(machine as unknown as RetryMachine, () => Promise.reject(new Error('down')))
  await quiet()
  expect(refusalOf(() => session.snapshot())).toMatchObject({
    code: 'HOLDFAST_SNAPSHOT_VALUE',
    message: expect.stringContaining('XState cannot persist them'),
    cause: { message: expect.stringContaining('inline') },
  })
  session.abort()
})
