import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, retryNever, stopAfterAttempt } from 'holdfast'
import type { RetryTag } from 'holdfast'
import { createActor, getInitialMicrosteps, getNextTransitions, initialTransition, transition } from 'xstate'
import type { SnapshotFrom } from 'xstate'
import { getShortestPaths, getSimplePaths, toDirectedGraph } from 'xstate/graph'

import { nextTurn, quiet } from '../../support/next-turn.ts'
import { createCircuitMachine } from './circuit.ts'
import { holdIn, places } from './places.ts'

const machine = createRetryMachine({ stop: stopAfterAttempt(2) })

/** The ends of steps, as the events that XState makes of them. */
const end = (step: string, output?: unknown) => ({ type: `xstate.done.actor.${step}`, output, actorId: step })
const events = [
  { type: 'ABORT' },
  { type: 'WAKE' },
  end('before'),
  end('attempt', 'ok'),
  { type: 'xstate.error.actor.attempt', error: 'down', actorId: 'attempt' },
  end('retry', true),
  end('retry', false),
  end('after'),
  end('wait', 1000),
  end('stop', true),
  end('stop', false),
  end('giveUp', 'gave up'),
  end('beforeSleep'),
  end('sleep'),
] as never[]

const at = ({ value }: { readonly value: unknown }) => JSON.stringify(value)

const walk = {
  events,
  serializeState: (snapshot: SnapshotFrom<typeof machine>) =>
    `${at(snapshot)} ${snapshot.context.attemptNumber} ${snapshot.context.failed}`,
  // To a function that runs nothing, a final state is one as any.
  stopWhen: (snapshot: SnapshotFrom<typeof machine>) =>
    snapshot.hasTag('over') || snapshot.context.attemptNumber > 2,
}

describe('xstate/graph', () => {
  test('finds the shortest way to every state', () => {
    const paths = getShortestPaths(machine, walk)
    const reached = new Set(paths.map(({ state }) => at(state)))
    const all = [...places.map(({ value }) => JSON.stringify(value)), '"done"', '"failed"']
    expect(reached).toStrictEqual(new Set(all))
    const toSleep = paths.find(({ state }) => state.matches({ sleeping: 'resting' }))
    expect(
      toSleep?.steps.map(({ event }) => event.type.replace(/^xstate\.(done|error)\.actor\./, '')),
    ).toStrictEqual(['xstate.init', 'before', 'attempt', 'retry', 'after', 'wait', 'stop', 'beforeSleep'])
  })

  test('finds every way to each end', () => {
    const ends = getSimplePaths(machine, walk).filter(({ state }) => state.hasTag('over'))
    const before = (event: string) =>
      new Set(
        ends.flatMap(({ steps }) =>
          (steps.at(-1)?.event.type === event ? steps.slice(-2, -1) : []).map(({ state }) => at(state)),
        ),
      )
    expect(before('ABORT')).toStrictEqual(new Set(places.map(({ value }) => JSON.stringify(value))))
    expect(before('xstate.done.actor.giveUp')).toStrictEqual(new Set(['{"evaluating":"givingUp"}']))
  })

  test('draws it, and a machine with a state of its own', () => {
    expect(toDirectedGraph(machine).children.map(({ id }) => id)).toStrictEqual([
      'attempting',
      'evaluating',
      'sleeping',
      'done',
      'failed',
    ])
    const edges = toDirectedGraph(createCircuitMachine()).children.flatMap(({ edges: own }) => own)
    expect(
      edges.filter(({ source }) => source.id === 'circuitOpen').map(({ target }) => target.id),
    ).toStrictEqual(['attempting', 'attempting', 'failed'])
  })
})

describe('the pure functions of XState', () => {
  test('tell what may come next', async () => {
    const actor = createActor(bind(machine, () => new Promise(() => {}))).start()
    await nextTurn()
    const next = getNextTransitions(actor.getSnapshot())
    expect(next.map(({ eventType, target }) => [eventType, target?.map(({ id }) => id)])).toStrictEqual([
      ['xstate.done.actor.attempt', ['evaluating']],
      ['xstate.error.actor.attempt', ['evaluating']],
      ['ABORT', ['failed']],
    ])
    actor.stop()
  })

  test('compute a session without running it', () => {
    let calls = 0
    const bound = bind(machine, () => calls++)
    let [snapshot] = initialTransition(bound)
    expect(snapshot.value).toStrictEqual({ attempting: 'before' })
    for (const event of [end('before'), end('attempt', 'ok'), end('retry', false)])
      [snapshot] = transition(bound, snapshot, event as never)
    expect([snapshot.status, snapshot.output, calls]).toStrictEqual(['done', 'ok', 0])
    expect(getInitialMicrosteps(bound)).toHaveLength(1)
  })
})

describe('a machine as JSON', () => {
  test('is plain: its states, transitions, guards and tags', () => {
    const definition = JSON.parse(JSON.stringify(machine)) as Definition
    expect(JSON.parse(JSON.stringify(machine.definition))).toStrictEqual(definition)
    expect([definition.id, definition.version, Object.keys(definition.states)]).toStrictEqual([
      'retry',
      '1',
      ['attempting', 'evaluating', 'sleeping', 'done', 'failed'],
    ])
    expect(definition.states['evaluating']?.states['stopping']?.on['xstate.done.actor.stop']).toMatchObject([
      {
        guard: { type: 'shouldStop', params: { by: 'stopAfterAttempt(2)' } },
        target: ['#retry.evaluating.givingUp'],
      },
      { target: ['#sleeping'], actions: ['schedule'] },
    ])
    expect(definition.states['sleeping']?.states['resting']?.tags).toStrictEqual(['waiting'])
  })

  test('is the same when it is bound or provided, and names a disabled policy', () => {
    expect(JSON.stringify(bind(machine, () => 'ok').provide({}))).toBe(JSON.stringify(machine))
    expect(JSON.stringify(createRetryMachine({ enabled: false }))).toContain(retryNever.label)
  })
})

interface Definition {
  readonly id: string
  readonly version: string
  readonly on: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly states: Readonly<Record<string, Definition>>
}

describe('tags', () => {
  const tags: readonly RetryTag[] = ['running', 'waiting', 'over']

  test.each(places)('say of $title whether the function may run, or a sleep may be ended', async (place) => {
    const held = holdIn(place)
    const actor = createActor(bind(held.machine, held.fn)).start()
    await quiet()
    const snapshot = actor.getSnapshot()
    expect(snapshot.value).toStrictEqual(place.value)
    expect(tags.map((tag) => snapshot.hasTag(tag))).toStrictEqual([
      place.title === 'attempting.running',
      snapshot.can({ type: 'WAKE' }),
      false,
    ])
    actor.stop()
  })

  test('say that a session is over, from the moment at which that is certain', async () => {
    const ends: readonly (readonly [fn: () => unknown, last: string])[] = [
      [() => 'ok', 'done'],
      [() => Promise.reject(new Error('down')), 'failed'],
    ]
    for (const [fn, last] of ends) {
      const seen = new Set<unknown>()
      const actor = createActor(bind(createRetryMachine({ retry: () => false }), fn))
      actor.subscribe({
        next: (snapshot) => void (snapshot.hasTag('over') && seen.add(snapshot.value)),
        error: () => {},
      })
      actor.start()
      await nextTurn()
      expect([...seen]).toStrictEqual([last])
    }
  })
})
