import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, retrySetup } from 'holdfast'
import { createActor, createMachine, setup, toPromise } from 'xstate'

import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'

const machine = createRetryMachine()
const fn = () => 'ok'

const wrongInputs: readonly (readonly [title: string, input: unknown, message: string])[] = [
  ['null', null, 'options must be an object, got null'],
  ['a number', 5, 'options must be an object, got 5'],
  ['a function', fn, 'must be an object, got'],
  ['no function', {}, 'a retry machine needs a function'],
  ['another kind of function', { fn: 'load' }, 'fn must be a function, got "load"'],
  ['an unknown field', { fn, retries: 3 }, 'unknown option retries: 3; there are'],
  ['a wrong signal', { fn, signal: {} }, 'signal must be an object with the methods'],
  ['an empty id', { fn, id: '' }, 'id must be a string that is not empty, got ""'],
]

describe('a machine whose input is', () => {
  const inputs = wrongInputs.map(([title, input, message]) => ({ title, input: input as never, message }))

  test.each(inputs)('$title, fails with an error that says so', async ({ input, message }) => {
    const unhandled = await unhandledDuring(async () => {
      const actor = createActor(machine, { input })
      const rejected = rejection(toPromise(actor))
      actor.start()
      const error = await rejected
      expect(error).toBeInstanceOf(TypeError)
      expect(error).toHaveProperty('message', expect.stringContaining(message))
    })
    expect(unhandled).toStrictEqual([])
  })

  test.each(inputs)('$title, tells the parent that invoked it', async ({ input, message }) => {
    const parent = setup({ actors: { machine } }).createMachine({
      initial: 'working',
      states: {
        working: { invoke: { src: 'machine', input, onDone: 'done', onError: 'failed' } },
        done: {},
        failed: { type: 'final', output: ({ event }) => event },
      },
      output: ({ event }) => event.output,
    })
    const { error } = (await toPromise(createActor(parent).start())) as { error: unknown }
    expect(error).toHaveProperty('message', expect.stringContaining(message))
  })
})

test('an unbound machine tells the parent that invoked it what to write', async () => {
  const parent = setup({ actors: { machine } }).createMachine({ invoke: { src: 'machine' } })
  const unhandled = await unhandledDuring(async () => {
    const actor = createActor(parent)
    const rejected = rejection(toPromise(actor))
    actor.start()
    expect(await rejected).toHaveProperty(
      'message',
      expect.stringContaining('createActor(bind(machine, fn))'),
    )
  })
  expect(unhandled).toStrictEqual([])
})

test('bind refuses what is no retry machine, no function or no option', () => {
  const other = createMachine({ id: 'other' })
  for (const wrong of [other, {}, null, undefined, 5])
    expect(() => bind(wrong as never, fn)).toThrow('machine must be from createRetryMachine')
  expect(() => bind(machine, 5 as never)).toThrow('what is retried must be a function, got 5')
  expect(() => bind(machine, fn, { stop: fn } as never)).toThrow('unknown option stop')
})

test('retrySetup refuses what is no option', () => {
  expect(() => retrySetup({ stp: fn } as never)).toThrow('unknown option stp')
  expect(() => retrySetup({ stop: 3 } as never)).toThrow('stop must be a function, got 3')
  expect(() => retrySetup({}, { guards: {} } as never)).toThrow('unknown option guards')
  for (const wrong of [5, null])
    expect(() => retrySetup({}, { actors: wrong as never })).toThrow('actors must be an object, got')
  // @ts-expect-error: a function is no actor
  expect(() => retrySetup({}, { actors: { probe: async () => 1 } })).toThrow(
    'actors.probe must be an object with the methods transition, getInitialSnapshot',
  )
})
