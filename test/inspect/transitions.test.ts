import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import type { InspectorMessage, MachineDefinition, TakenTransition } from 'holdfast/inspect'
import { describe, expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { ofType } from './support/of-type.ts'

const fail = () => Promise.reject(new Error('down'))

const takenIn = (messages: readonly InspectorMessage[]) =>
  ofType(messages, 'state').flatMap(({ taken = [] }) => taken)

describe('state messages name the transitions that were taken', () => {
  test('of a session, as its definition has them', async () => {
    const { inspect, messages } = createInspector()
    await rejection(runWithRetry({ name: 'load', stop: stopAfterAttempt(2) }, fail, { inspect }))
    const attempt = [
      'retry.attempting.before xstate.done.actor.before 0',
      'retry.attempting.running xstate.error.actor.attempt 0',
      'retry.evaluating.asking xstate.done.actor.retry 0',
      'retry.evaluating.after xstate.done.actor.after 0',
      'retry.evaluating.timing xstate.done.actor.wait 0',
    ]
    expect(takenIn(messages()).map(({ source, event, index }) => `${source} ${event} ${index}`)).toEqual([
      ...attempt,
      'retry.evaluating.stopping xstate.done.actor.stop 1',
      'retry.sleeping.beforeSleep xstate.done.actor.beforeSleep 0',
      'retry.sleeping.resting xstate.done.actor.sleep 0',
      ...attempt,
      'retry.evaluating.stopping xstate.done.actor.stop 0',
      'retry.evaluating.givingUp xstate.error.actor.giveUp 0',
    ])
    const [definition] = ofType(messages(), 'definition')
    for (const taken of takenIn(messages())) expect(find(definition?.definition, taken)).toBeDefined()
  })

  test('without an event, one after another, in one message', () => {
    const machine = createMachine({
      id: 'chain',
      initial: 'a',
      context: { n: 3 },
      states: {
        a: { on: { GO: 'b' } },
        b: { always: [{ guard: () => false, target: 'a' }, { target: 'c' }] },
        c: { always: { target: 'd' } },
        d: { type: 'final' },
      },
    })
    const { inspect, messages } = createInspector({ machines: 'all' })
    const actor = createActor(machine, { inspect }).start()
    actor.send({ type: 'GO' })
    expect(ofType(messages(), 'state').map(({ value, taken }) => [value, taken])).toEqual([
      ['a', undefined],
      [
        'd',
        [
          { source: 'chain.a', event: 'GO', index: 0 },
          { source: 'chain.b', event: '', index: 1 },
          { source: 'chain.c', event: '', index: 0 },
        ],
      ],
    ])
  })

  test('by the descriptor that the definition has, also for wildcards and the machine itself', () => {
    const machine = createMachine({
      id: 'any',
      initial: 'a',
      on: { '*': '.b' },
      states: { a: {}, b: {} },
    })
    const { inspect, messages } = createInspector({ machines: 'all' })
    createActor(machine, { inspect }).start().send({ type: 'WHATEVER' })
    expect(takenIn(messages())).toEqual([{ source: 'any', event: '*', index: 0 }])
  })
})

describe('machines: all', () => {
  const parent = createMachine({
    id: 'parent',
    type: 'parallel',
    states: {
      light: { initial: 'red', states: { red: { on: { NEXT: 'green' } }, green: {} } },
      door: { initial: 'shut', states: { shut: {}, open: {} } },
    },
  })

  test('follows a machine that is no retry session, by its id', () => {
    const { inspect, sessions } = createInspector({ machines: 'all' })
    const actor = createActor(parent, { inspect }).start()
    actor.send({ type: 'NEXT' })
    expect(sessions()).toMatchObject([
      { name: 'parent', status: 'active', value: { light: 'green', door: 'shut' } },
    ])
  })

  test('is not the default', () => {
    const { inspect, sessions } = createInspector()
    createActor(parent, { inspect }).start()
    expect(sessions()).toEqual([])
  })

  test('follows retry sessions by their names all the same', async () => {
    const { inspect, sessions } = createInspector({ machines: 'all' })
    await runWithRetry({ name: 'load' }, () => 1, { inspect })
    expect(sessions()).toMatchObject([{ name: 'load', status: 'done' }])
  })

  test('of another kind are refused', () => {
    expect(() => createInspector({ machines: 'some' as 'all' })).toThrow(
      `machines must be 'retry' or 'all', got "some"`,
    )
  })
})

describe('send', () => {
  test('says in the event’s message who sent it, where that was said', async () => {
    const { inspect, messages, sessions, send } = createInspector()
    const session = startRetry(
      { wait: waitFixed('1h') },
      async ({ attemptNumber }) => {
        if (attemptNumber < 3) throw new Error('not yet')
      },
      { inspect },
    )
    await quiet()
    const sessionId = String(sessions()[0]?.sessionId)
    expect(send(sessionId, { type: 'WAKE' }, { by: 'ada@web-1' })).toBe(true)
    await quiet()
    expect(send(sessionId, { type: 'WAKE' })).toBe(true)
    await session.result
    const wakes = ofType(messages(), 'event').filter(({ event }) => event.type === 'WAKE')
    expect(wakes.map(({ by }) => by)).toEqual(['ada@web-1', undefined])
  })
})

describe('messages of one session', () => {
  test('are its own, its definition first', async () => {
    const { inspect, messages, sessions } = createInspector()
    await runWithRetry({ name: 'one' }, () => 1, { inspect })
    await runWithRetry({ name: 'two' }, () => 2, { inspect })
    const sessionId = String(sessions()[1]?.sessionId)
    const own = messages({ sessionId })
    expect(own.slice(0, 2)).toMatchObject([{ type: 'definition' }, { type: 'session', name: 'two' }])
    expect(own.slice(1).every((message) => 'sessionId' in message && message.sessionId === sessionId)).toBe(
      true,
    )
    expect(own.at(-1)).toMatchObject({ type: 'end', output: 2 })
    expect(messages({ sessionId, after: own.at(-2)?.seq ?? 0 })).toEqual([own.at(-1)])
    expect(messages({ sessionId: 'unknown' })).toEqual([])
  })
})

function find(definition: MachineDefinition | undefined, { source, event, index }: TakenTransition): unknown {
  const [, ...path] = source.split('.')
  let node: Node | undefined = definition as unknown as Node
  for (const key of path) node = node?.states[key]
  return (event === '' ? node?.always : node?.on[event])?.[index]
}

interface Node {
  readonly states: Readonly<Record<string, Node>>
  readonly on: Readonly<Record<string, readonly unknown[]>>
  readonly always?: readonly unknown[]
}
