import { describe, expect, test } from 'vitest'
import {
  AsyncRetrying,
  createRetryMachine,
  retry,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  waitFixed,
} from 'holdfast'
import type { RetryOptions } from 'holdfast'

/** Everywhere that options are given. */
const constructors: Readonly<Record<string, (options: RetryOptions) => unknown>> = {
  retry: (options) => retry(options),
  AsyncRetrying: (options) => new AsyncRetrying(options),
  'AsyncRetrying.copy': (options) => new AsyncRetrying().copy(options),
  retryWith: (options) => retry(() => 1).retryWith(options),
  createRetryMachine: (options) => createRetryMachine(options),
  runWithRetry: (options) => runWithRetry(options, () => 1),
  startRetry: (options) => startRetry(options, () => 1),
}

/** As code that was compiled for old engines writes a class. */
const OldError = Object.assign(function OldError() {}, { prototype: Object.create(Error.prototype) as Error })

/** A wrong value, and what the error says it must be. */
const wrong: readonly (readonly [
  option: string,
  value: unknown,
  error: typeof TypeError | typeof RangeError,
  must: string,
])[] = [
  ['stop', 3, TypeError, 'stop must be a function, got 3'],
  ['stop', null, TypeError, 'stop must be a function, got null'],
  ['stop', waitFixed(3), TypeError, 'stop must be another kind of strategy, got waitFixed(3)'],
  ['retry', waitFixed(3), TypeError, 'retry must be another kind of strategy, got waitFixed(3)'],
  ['wait', stopAfterAttempt(3), TypeError, 'wait must be another kind of strategy, got stopAfterAttempt(3)'],
  [
    'retry',
    TypeError,
    TypeError,
    'retry must be a function: retryIfExceptionType(TypeError), got function TypeError',
  ],
  ['retry', Error, TypeError, 'must be a function: retryIfExceptionType(Error), got function Error'],
  ['retry', OldError, TypeError, 'must be a function: retryIfExceptionType(OldError)'],
  ['retry', DOMException, TypeError, 'must be a function: retryIfExceptionType(DOMException)'],
  ['stop', TypeError, TypeError, 'stop must be a function: '],
  ['wait', RangeError, TypeError, 'wait must be a function: '],
  ['wait', 1000, TypeError, 'wait must be a function, got 1000'],
  ['retry', 'always', TypeError, 'retry must be a function, got "always"'],
  ['before', {}, TypeError, 'before must be a function, got {}'],
  ['after', [], TypeError, 'after must be a function, got []'],
  ['beforeSleep', true, TypeError, 'beforeSleep must be a function, got true'],
  ['sleep', 5, TypeError, 'sleep must be a function, got 5'],
  ['reraise', 1, TypeError, 'reraise must be true or false, got 1'],
  [
    'retryErrorCls',
    () => new Error('down'),
    TypeError,
    'retryErrorCls must be a class of your own, got a function',
  ],
  ['retryErrorCls', 'Error', TypeError, 'retryErrorCls must be a class of your own, got "Error"'],
  ['retryErrorCls', Error, TypeError, 'retryErrorCls must be a class of your own, got function Error'],
  ['retryErrorCls', TypeError, TypeError, 'must be a class of your own, got function TypeErr'],
  ['retryErrorCallback', 7n, TypeError, 'retryErrorCallback must be a function, got 7n'],
  ['name', '', TypeError, 'name must be a string that is not empty, got ""'],
  ['name', Symbol('n'), TypeError, 'name must be a string that is not empty, got Symbol(n)'],
  ['enabled', 'no', TypeError, 'enabled must be true or false, got "no"'],
  [
    'signal',
    {},
    TypeError,
    'signal must be an object with the methods addEventListener, removeEventListener, got {}',
  ],
  [
    'signal',
    new AbortController(),
    TypeError,
    'signal (give its .signal) must be an object with the methods addEventListener, removeEventListener, got AbortController {…}',
  ],
  ['attemptTimeout', 0, RangeError, 'attemptTimeout must be above 0 ms; Infinity is no limit, got 0'],
  ['attemptTimeout', '0s', RangeError, 'attemptTimeout must be above 0 ms; Infinity is no limit, got "0s"'],
  ['attemptTimeout', -1, RangeError, 'attemptTimeout must be at least 0, got -1'],
  [
    'attemptTimeout',
    'soon',
    TypeError,
    'attemptTimeout must be milliseconds or a string like "1.5s", got "soon"',
  ],
  ['timeout', Number.NaN, RangeError, 'timeout must be at least 0, got NaN'],
  ['timeout', null, TypeError, 'timeout must be milliseconds or a string like "1.5s", got null'],
  [
    'observer',
    () => {},
    TypeError,
    'observer must be an object with some of onStart, onAttempt, onSettled, onSleep, onEnd, got',
  ],
  ['observer', { onstart() {} }, TypeError, 'observer must be an object with some of onStart,'],
  [
    'observer',
    new (class Spy {
      onstart() {}
    })(),
    TypeError,
    'observer must be an object with some of onStart',
  ],
  ['observer', { onEnd: 5 }, TypeError, 'observer.onEnd must be a function, got 5'],
  [
    'clock',
    Date,
    TypeError,
    'clock must be an object with the methods now, monotonic, setTimer, got function Date',
  ],
  ['random', 0.5, TypeError, 'random must be a function, got 0.5'],
  ['unref', 'yes', TypeError, 'unref must be true or false, got "yes"'],
  ['id', 5, TypeError, 'id must be a string that is not empty, got 5'],
  ['version', 2, TypeError, 'version must be a string that is not empty, got 2'],
  ['retries', 3, TypeError, 'unknown option retries: 3; there are stop, wait, retry, before,'],
  ['toString', 3, TypeError, 'unknown option toString: 3'],
]

const CODE = 'HOLDFAST_INVALID_OPTION'

describe.each(Object.entries(constructors))('%s refuses', (_name, construct) => {
  test.each(wrong)('%s: %o', (option, value, Class, must) => {
    expect(() => construct({ [option]: value })).toThrow(
      expect.objectContaining({ constructor: Class, code: CODE, message: expect.stringContaining(must) }),
    )
  })
})

describe.each(Object.entries(constructors))('%s takes', (_name, construct) => {
  test('options that are undefined as absent', () => {
    const names = [...new Set(wrong.map(([option]) => option))].filter(
      (name) => !/retries|toString/.test(name),
    )
    expect(() => construct(Object.fromEntries(names.map((name) => [name, undefined])))).not.toThrow()
  })

  test('no wait, and limits of any size', () => {
    for (const limit of [1, '1.5s', 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, Infinity]) {
      expect(() => construct({ wait: null, timeout: limit, attemptTimeout: limit })).not.toThrow()
    }
  })
})

test.each(['3', 3, null, true])('options that are %o are refused', (options) => {
  const message = `options must be an object, got ${JSON.stringify(options)}`
  expect(() => new AsyncRetrying(options as never)).toThrow(message)
  expect(() => createRetryMachine(options as never)).toThrow(message)
  expect(() => retry(options as never)).toThrow(message)
  expect(() => runWithRetry(options as never, () => 1)).toThrow(message)
  expect(() => startRetry(options as never, () => 1)).toThrow(message)
})

describe('options that a prototype holds', () => {
  class Config {
    get stop() {
      return stopAfterAttempt(2)
    }
  }
  const inheriting = Object.create({ stop: stopAfterAttempt(2) }) as RetryOptions
  const down = () => {
    throw new Error('down')
  }

  test.each<[string, (options: RetryOptions) => unknown]>([
    ['retry', (options) => retry(options)(down)()],
    ['retryWith', (options) => retry({ stop: stopAfterAttempt(1) })(down).retryWith(options)()],
    ['AsyncRetrying', (options) => new AsyncRetrying(options).call(down)],
    [
      'AsyncRetrying.copy',
      (options) => new AsyncRetrying({ stop: stopAfterAttempt(1) }).copy(options).call(down),
    ],
    ['runWithRetry', (options) => runWithRetry(options, down)],
    ['startRetry', (options) => startRetry(createRetryMachine(options), down).result],
  ])('%s reads them', async (_name, run) => {
    for (const options of [new Config(), inheriting])
      await expect(run(options)).rejects.toMatchObject({ lastAttempt: { attemptNumber: 2 } })
  })

  test.each(Object.entries(constructors))('%s refuses an unknown one', (_name, construct) => {
    expect(() => construct(Object.create({ retries: 3 }) as RetryOptions)).toThrow(
      'unknown option retries: 3',
    )
  })
})
