import { describe, expect, onTestFinished, test } from 'vitest'
import {
  AsyncRetrying,
  bind,
  createRetryMachine,
  observe,
  retry,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
} from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import { createMachine } from 'xstate'
import { createActor } from 'xstate'

import { settled } from '../support/settled.ts'

const foreign = createMachine({})
const machine = createRetryMachine()
const fn = () => 1
async function* rows() {
  yield 1
}
class Client {
  readonly url = '/'
}
const strategy = stopAfterAttempt(3)
const isNoFunction = 'must be a function, and a class is not called: () => new …(), got function Client'
const isAnOption = 'must be a function, and a strategy is an option: retry({ stop, wait, retry })(fn), got'

/** Calls that the types forbid, and what their errors say. */
const calls: Readonly<Record<string, readonly [call: () => unknown, message: string]>> = {
  'retry(fn, options)': [
    () => retry(fn as never, { stop: fn } as never),
    'retry wraps one function or decorates a method: retry(options)(fn), @retry(options); got function fn and {"stop":function fn}',
  ],
  'retry(options, fn)': [() => retry({} as never, fn as never), 'retry(options)(fn)'],
  'retry(options)(options)': [
    () => retry({})({} as never),
    'what is retried must be a function: runWithRetry(machine, fn), got {}',
  ],
  'runWithRetry(fn, options)': [
    () => runWithRetry(fn as never, {} as never),
    'what is retried must be a function: runWithRetry(machine, fn), got {}',
  ],
  'retry(options)()': [
    () => (retry({}) as unknown as () => void)(),
    'what is retried must be a function, got undefined',
  ],
  'retry on a getter': [() => retry(fn as never, { kind: 'getter' } as never), 'retry wraps one function'],
  'retry on a property': [() => retry({})({}, 'key', undefined as never), 'retry wraps one function'],
  'retry(options)(class)': [() => retry({})(Client as never), isNoFunction],
  'retry(class)': [() => retry(Client as never), isNoFunction],
  '@retry(options) on a class': [
    () => retry({})(Client as never, { kind: 'class' } as never),
    'retry wraps one function or decorates a method',
  ],
  'call(class)': [() => new AsyncRetrying().call(Client as never), isNoFunction],
  'runWithRetry(options, class)': [() => runWithRetry({}, Client as never), isNoFunction],
  'startRetry(options, class)': [() => startRetry({}, Client as never), isNoFunction],
  'bind(machine, class)': [() => bind(machine, Client as never), isNoFunction],
  'retry(options)(strategy)': [() => retry({})(strategy as never), isAnOption],
  'retry(strategy)': [() => retry(strategy as never), isAnOption],
  'runWithRetry(options, strategy)': [() => runWithRetry({}, strategy as never), isAnOption],
  'retry(options)(promise)': [
    () => retry({})(Promise.resolve() as never),
    'what is retried must be the function that makes the promise, got Promise',
  ],
  'startRetry(options, async function*)': [
    () => startRetry({}, rows as never),
    'an async function* is iterated',
  ],
  'bind(machine, async function*)': [() => bind(machine, rows as never), 'an async function* is iterated'],
  'runWithRetry(machine, async function*, { store })': [
    () => runWithRetry(machine, rows, { store: createMemoryStore(), id: 'rows' } as never),
    'store keeps one result, and an async function* gives many',
  ],
  'runWithRetry(machine, async function*, { snapshot })': [
    () => runWithRetry(machine, rows, { snapshot: '{}' } as never),
    'snapshot keeps one result',
  ],
  'runWithRetry(machine, async function*, { lease })': [
    () => runWithRetry(machine, rows, { lease: 5 } as never),
    'unknown option lease: 5; there are signal, id, inspect, resume',
  ],
  'runWithRetry(options, async function*) with a wrong option': [
    () => runWithRetry({ stop: 5 as never }, rows),
    'stop must be a function, got 5',
  ],
  'runWithRetry(options, fn, { resume })': [
    () => runWithRetry({}, fn, { resume: fn } as never),
    'unknown option resume',
  ],
  'wraps(fn, { resume })': [
    () => new AsyncRetrying().wraps(fn as never, { resume: fn } as never),
    'what resume goes on with must be an async function*, got function fn',
  ],
  'retry(options)(async function*, { resume: value })': [
    () => retry({})(rows, { resume: 5 as never }),
    'resume must be a function, got 5',
  ],
  'call(value)': [() => new AsyncRetrying().call(5 as never), 'what is retried must be a function, got 5'],
  'wraps(value)': [
    () => new AsyncRetrying().wraps('f' as never),
    'what is retried must be a function, got "f"',
  ],
  'runWithRetry(options, value)': [
    () => runWithRetry({}, 5 as never),
    'what is retried must be a function, got 5',
  ],
  'runWithRetry(machine)': [
    () => (runWithRetry as (...args: unknown[]) => unknown)(machine),
    'what is retried must be a function',
  ],
  'startRetry(machine, value)': [
    () => startRetry(machine, null as never),
    'must be a function: runWithRetry(machine, fn), got null',
  ],
  'bind(machine, value)': [
    () => bind(machine, {} as never),
    'must be a function: runWithRetry(machine, fn), got {}',
  ],
  'bind(machine)': [
    () => (bind as (...args: unknown[]) => unknown)(machine),
    'must be a function, got undefined',
  ],
  'bind(value, fn)': [() => bind({} as never, fn), 'machine must be'],
  'bind(null, fn)': [() => bind(null as never, fn), 'machine must be'],
  'bind(foreign machine, fn)': [() => bind(foreign as never, fn), 'machine must be'],
  'runWithRetry(foreign machine, fn)': [() => runWithRetry(foreign as never, fn), 'unknown option'],
  'retry([])': [() => retry([] as never), 'options must be an object, got []'],
  'observe(fn)': [
    () => observe(fn as never),
    'observer must be an object with some of onStart, onAttempt, onSettled, onSleep, onEnd, got function fn',
  ],
  'observe(null)': [() => observe(null as never), 'observer must be an object with some of onStart'],
  'observe({ onstart })': [
    () => observe({ onstart: fn } as never),
    'onSleep, onEnd, got {"onstart":function fn}',
  ],
  'observe({ onStart: 1 })': [
    () => observe({ onStart: 1 as never }),
    'observer.onStart must be a function, got 1',
  ],
}

test.each(Object.entries(calls))('%s is a TypeError', (_call, [call, message]) => {
  expect(call).toThrow(
    expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(message) }),
  )
})

/** Everywhere that options of one session are given. */
const starters: Readonly<Record<string, (options: object) => unknown>> = {
  'runWithRetry(machine)': (options) => runWithRetry(machine, fn, options),
  'runWithRetry(options)': (options) => runWithRetry({}, fn, options),
  startRetry: (options) => startRetry(machine, fn, options),
  bind: (options) => bind(machine, fn, options),
  loop: (options) => new AsyncRetrying().loop(options),
}

describe.each(Object.entries(starters))('%s refuses', (name, start) => {
  const isSession = /runWithRetry|startRetry/.test(name)
  const cases: (readonly [option: string, value: unknown, message: string])[] = [
    ['signal', 5, 'signal must be an object with the methods addEventListener, removeEventListener, got 5'],
    ['sginal', 5, 'unknown option sginal: 5; there are signal'],
  ]
  if (name !== 'loop') cases.push(['id', '', 'id must be a string that is not empty, got ""'])
  if (isSession) cases.push(['inspect', {}, 'inspect must be an object with the methods next, got {}'])

  test.each(cases)('%s: %o', (option, value, message) => {
    expect(() => start({ [option]: value })).toThrow(message)
  })

  test('options that are no object', () => {
    expect(() => start(null as never)).toThrow('options must be an object, got null')
  })
})

/** The error of an actor that was started with an input. */
async function errorWith(input: unknown): Promise<unknown> {
  const actor = createActor(machine, input === undefined ? {} : { input: input as never })
  onTestFinished(() => void actor.stop())
  const failed = new Promise((_resolve, reject) => actor.subscribe({ error: reject }))
  actor.start()
  return settled(failed)
}

describe('an actor of an unbound machine fails', () => {
  test('without an input, and says what it needs', async () => {
    expect(await errorWith(undefined)).toMatchObject({
      error: {
        name: 'TypeError',
        code: 'HOLDFAST_INVALID_CALL',
        message:
          'a retry machine needs a function: createActor(bind(machine, fn)), or createActor(machine, { input: { fn } })',
      },
    })
  })

  test.each([
    [{}, 'function'],
    [{ fn: 5 }, 'must be a function, got 5'],
    [{ fn, signal: 5 }, 'signal must be an object with the methods'],
    [{ fn, sginal: 5 }, 'unknown option sginal: 5'],
  ])('with the input %o', async (input, message) => {
    expect(await errorWith(input)).toMatchObject({
      error: { name: 'TypeError', message: expect.stringContaining(message) },
    })
  })
})
