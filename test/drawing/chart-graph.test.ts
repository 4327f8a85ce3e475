import { fromPromise, raise } from 'xstate'
import { describe, expect, test } from 'vitest'

import { chartGraph, edgeId } from '../../src/drawing.ts'
import type { ChartEdge, ChartNode } from '../../src/drawing.ts'
import { define } from './support/definition.ts'
import { zoo } from './support/zoo.ts'

const edgesOf = (name: string) => chartGraph(zoo[name]!).edges

const nodesOf = (node: ChartNode): readonly ChartNode[] => [node, ...node.children.flatMap(nodesOf)]

const labels = (edges: readonly ChartEdge[]) =>
  edges.map(({ source, event, guard = '', targets, actions }) =>
    [source, event, guard, targets.join('+'), actions.join()].join(' | '),
  )

test('a retry machine is a tree of states and the transitions between them', () => {
  const { id, root } = chartGraph(zoo['retry']!)
  expect(id).toBe('retry')
  expect(nodesOf(root).map(({ path }) => path)).toEqual([
    '',
    'attempting',
    'attempting.before',
    'attempting.running',
    'evaluating',
    'evaluating.asking',
    'evaluating.after',
    'evaluating.timing',
    'evaluating.stopping',
    'evaluating.givingUp',
    'sleeping',
    'sleeping.beforeSleep',
    'sleeping.resting',
    'done',
    'failed',
  ])
  expect(root).toMatchObject({ type: 'compound', initial: ['attempting'], invokes: ['watch'] })
  expect(nodesOf(root).find(({ path }) => path === 'sleeping.resting')).toMatchObject({
    id: 'retry.sleeping.resting',
    name: 'resting',
    type: 'atomic',
    invokes: ['sleep'],
    tags: ['waiting'],
  })
})

test('transitions say in words what they are for', () => {
  expect(labels(edgesOf('retry'))).toEqual(
    expect.arrayContaining([
      'retry | ABORT |  | failed | break',
      'retry.evaluating.asking | retry done | shouldRetry: retryIfExceptionType(TypeError) | retry.evaluating.after | ',
      'retry.evaluating.asking | retry failed |  | failed | break',
      'retry.evaluating.stopping | stop done | shouldStop: stopAfterAttempt(5) | retry.evaluating.givingUp | ',
      'failed | ABORT |  |  | ',
    ]),
  )
  expect(labels(edgesOf('light'))).toEqual([
    'light | FAULT |  | light.red | ',
    'light | RESET |  |  | count,log',
    'light.green | after 1 s |  | light.yellow | ',
    'light.yellow | after 250 ms |  | light.red | ',
    'light.red | done |  | light.green | ',
    'light.red.walk | after 1 min 30 s |  | light.red.wait | ',
    'light.red.wait | HURRY | isPolite | light.red.stop | ',
  ])
  expect(labels(edgesOf('eventless'))).toEqual([
    'eventless.deciding | always | isLow | eventless.low | ',
    'eventless.deciding | always | guard | eventless.high | ',
    'eventless.deciding | always |  | eventless.low | ',
    'eventless.low | mouse.* |  | eventless | ',
  ])
})

test('targets can be many, histories and the state itself', () => {
  expect(edgesOf('editor').find(({ event }) => event === 'CLOSE')?.targets).toEqual([
    'editor.text.plain',
    'editor.file.saved',
  ])
  const player = edgesOf('player')
  expect(player.find(({ event }) => event === 'TURN')).toMatchObject({
    targets: ['player.on.tape'],
    reenter: true,
  })
  expect(player.find(({ event }) => event === 'any event')).toMatchObject({ targets: [], actions: ['beep'] })
  expect(nodesOf(chartGraph(zoo['player']!).root).find(({ name }) => name === 'past')).toMatchObject({
    type: 'history',
    history: 'deep',
  })
})

test('ids of transitions are those of the messages', () => {
  const source = 'retry.evaluating.asking'
  const event = 'xstate.done.actor.retry'
  expect(edgesOf('retry').map(({ id }) => id)).toEqual(
    expect.arrayContaining([0, 1, 2].map((index) => edgeId({ source, event, index }))),
  )
  const { edges } = chartGraph(zoo['retry']!)
  expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
})

describe('names', () => {
  const named = chartGraph(
    define({
      id: 'm',
      description: 'All of it.',
      entry: [raise({ type: 'NEXT' }), 'greet'],
      invoke: [
        { src: 'load', onDone: {} },
        { src: fromPromise(async () => {}), onError: {}, onSnapshot: { description: 'It tells more.' } },
        { id: 'poll', src: 'load', onDone: {} },
      ],
      after: {
        soon: { actions: 'hurry' },
        500: { guard: { type: 'isIn', params: { list: [1], more: 'x' } }, actions: 'act' },
      },
      initial: 'a',
      states: {
        a: { history: 'shallow', type: 'history' },
        b: { on: { X: { target: 'a', guard: { type: 'g', params: {} } } } },
      },
    } as never),
  )

  test('what is invoked goes by its id, or by the name of its logic', () => {
    expect(named.root.invokes).toEqual(['load', 'actor', 'poll'])
    expect(named.edges.map(({ event, guard, isError }) => [event, guard, isError])).toEqual([
      ['load done', undefined, false],
      ['actor failed', undefined, true],
      ['actor changed', undefined, false],
      ['poll done', undefined, false],
      ['after 500 ms', 'isIn(list: [1], more: "x")', false],
      ['after soon', undefined, false],
      ['X', 'g', false],
    ])
  })

  test("actions are a state's own: not those that start and stop its timers", () => {
    expect(named.root).toMatchObject({ entry: ['raise', 'greet'], exit: [], description: 'All of it.' })
    expect(named.edges[2]?.description).toBe('It tells more.')
  })
})

test('a definition that lacks things, or has them in another form, is read as far as it goes', () => {
  const definition = {
    id: 'm',
    type: 'odd',
    states: {
      a: { key: 'a', id: 'm.a', entry: 'greet', tags: [1, 'x'], invoke: [null, { src: 'y' }], exit: [3] },
      b: { on: { GO: { target: ['#m.a', 7, '#nowhere'] }, 'xstate.after.x': [{}] }, type: 'history' },
    },
  }
  const { root, edges } = chartGraph(definition)
  expect(root).toMatchObject({ type: 'atomic', initial: [], name: 'm' })
  expect(root.children).toMatchObject([
    { entry: ['greet'], exit: ['anonymous'], tags: ['x'], invokes: ['actor', 'y'] },
    { id: '', name: '', history: 'shallow' },
  ])
  expect(edges[0]).toMatchObject({ event: 'GO', targets: ['m.a'] })
})
