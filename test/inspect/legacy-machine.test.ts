import { createRetryMachine, retryIfExceptionType, stopAfterAttempt } from 'holdfast'
import { expect, test, vi } from 'vitest'
import { createMachine } from 'xstate'
import type { AnyStateMachine } from 'xstate'

import { definitionOf as describe } from '../../src/inspect/definition-of.ts'
import { toLegacyMachine } from '../../src/inspect/legacy-machine.ts'
import type { MachineDefinition } from '../../src/inspect/message.ts'
import { createMachine as createMachine4, machineFacts } from '../legacy-inspect/xstate4.ts'

type Config = Parameters<typeof createMachine>[0]

const definitionOf = (machine: AnyStateMachine) => describe(machine, (value) => value)

const readBy4 = (definition: MachineDefinition) =>
  createMachine4(JSON.parse(JSON.stringify(toLegacyMachine(definition))))

const common: readonly (readonly [string, Config])[] = [
  ['a machine of one state', { id: 'm', version: '2' }],
  [
    'nested states, with keys, ids and tags',
    {
      id: 'm',
      initial: 'b',
      states: {
        a: { id: 'own', tags: ['x'], meta: { why: 1 }, description: 'first' },
        b: { initial: 'd', states: { c: {}, d: {} }, on: { GO: '#own', STAY: {} } },
      },
    },
  ],
  [
    'invoked actors and how they end',
    {
      id: 'm',
      initial: 'a',
      states: {
        a: { invoke: { id: 'load', src: 'loader', onDone: 'b', onError: { target: 'c', actions: 'note' } } },
        b: {},
        c: {},
      },
    },
  ],
  [
    'final, history and parallel states, and their end',
    {
      id: 'm',
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: {
            left: { initial: 'l', states: { l: { type: 'final' } } },
            right: { initial: 'r', states: { r: {}, h: { type: 'history', history: 'deep' } } },
          },
          onDone: 'q',
        },
        q: { type: 'final' },
      },
    },
  ],
  [
    'entry, exit and transition actions',
    {
      id: 'm',
      entry: ['hello', { type: 'greet' }],
      exit: 'bye',
      on: { GO: { actions: ['note', { type: 'count' }] }, '*': { actions: 'wonder' } },
    },
  ],
]

test.each(common)('XState 4 reads %s as it reads the config', (_title, config) => {
  expect(machineFacts(readBy4(definitionOf(createMachine(config))))).toEqual(
    machineFacts(createMachine4({ ...config, predictableActionArguments: true })),
  )
})

const transitionsOf = (definition: MachineDefinition, id: string) =>
  machineFacts(readBy4(definition)).nodes.find((node) => node.id === id)?.transitions

test('guards are cond, with their parameters and a name', () => {
  const machine = createMachine({
    id: 'm',
    on: {
      GO: [
        { guard: 'plain', actions: 'a' },
        { guard: { type: 'within', params: { min: 3 } }, actions: 'b' },
        { actions: 'c' },
      ],
    },
  })
  expect(transitionsOf(definitionOf(machine), 'm')?.map(({ cond, actions }) => [cond, actions])).toEqual([
    [{ type: 'plain', name: 'plain' }, ['a']],
    [{ type: 'within', name: 'within', params: { min: 3 } }, ['b']],
    [undefined, ['c']],
  ])
})

test('delayed transitions have the events of XState 4', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'a',
    states: { a: { after: { 1000: 'b', slow: 'b' } }, b: {} },
  })
  expect(transitionsOf(definitionOf(machine), 'm.a')).toMatchObject([
    { eventType: 'xstate.after(1000)#m.a', delay: 1000, target: ['m.b'] },
    { eventType: 'xstate.after(slow)#m.a', delay: 'slow', target: ['m.b'] },
  ])
})

test('transitions that need no event are kept', () => {
  const machine = createMachine({
    id: 'm',
    initial: 'a',
    states: { a: { always: { guard: 'isReady', target: 'b' } }, b: {} },
  })
  expect(transitionsOf(definitionOf(machine), 'm.a')).toMatchObject([
    { eventType: '', cond: { name: 'isReady' }, target: ['m.b'] },
  ])
})

test("actions of XState's own are shown, but do nothing", () => {
  const machine = createMachine({
    id: 'm',
    initial: 'a',
    states: { a: { after: { 1000: 'b' } }, b: { type: 'final' } },
  })
  const read = readBy4(definitionOf(machine))
  expect(read.transition('a', 'xstate.after(1000)#m.a').value).toBe('b')
  expect(machineFacts(read).nodes.find(({ id }) => id === 'm.a')).toMatchObject({
    entry: ['raise'],
    exit: ['cancel'],
  })
})

test('the retry machine is one of XState 4, of which it does not complain', () => {
  const complain = vi.spyOn(console, 'warn')
  const machine = createRetryMachine({ retry: retryIfExceptionType(TypeError), stop: stopAfterAttempt(5) })
  const read = readBy4(definitionOf(machine))
  expect(machineFacts(read)).toMatchObject({ id: 'retry', version: '1' })
  expect(transitionsOf(definitionOf(machine), 'retry.evaluating.asking')?.[0]).toMatchObject({
    eventType: 'done.invoke.retry',
    cond: { type: 'shouldRetry', name: 'shouldRetry', params: { by: 'retryIfExceptionType(TypeError)' } },
    target: ['retry.evaluating.after'],
  })
  expect(complain).not.toHaveBeenCalled()
})
