import { describe, expect, test } from 'vitest'
import { runWithRetry, startRetry } from 'holdfast'
import type { RunOptions } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'

import { rejection } from '../support/settled.ts'

const store = createMemoryStore()
const fn = () => 'ok'

/** The error that is thrown at once; a rejection would come later. */
function errorOf(options: object): unknown {
  try {
    void runWithRetry({}, fn, options as RunOptions)
  } catch (error) {
    return error
  }
  return undefined
}

const INVALID_OPTION = 'HOLDFAST_INVALID_OPTION'
const INVALID_CALL = 'HOLDFAST_INVALID_CALL'

test.each<[string, object, string, string, string]>([
  ['no id', { store }, 'TypeError', INVALID_CALL, 'a stored session needs an id'],
  ['an id of undefined', { store, id: undefined }, 'TypeError', INVALID_CALL, 'a stored session needs an id'],
  [
    'an empty id',
    { store, id: '' },
    'TypeError',
    INVALID_OPTION,
    'id must be a string that is not empty, got ""',
  ],
  ['an id that is a number', { store, id: 42 }, 'TypeError', INVALID_OPTION, 'id must be a string'],
  [
    'an id that is too long',
    { store, id: 'x'.repeat(256) },
    'RangeError',
    INVALID_OPTION,
    'id must be 1 to 255 characters long, got "xxx',
  ],
  [
    'an id that no database keeps',
    { store, id: 'a\0b' },
    'RangeError',
    INVALID_OPTION,
    'id must be well-formed text without the character U+0000, got "a\\u0000b"',
  ],
  [
    'a store that is none',
    { store: {}, id: 'job' },
    'TypeError',
    INVALID_OPTION,
    'store must be an object with the methods now, insert, get, claim, commit, renew, got {}',
  ],
  [
    'a store that is a path',
    { store: 'retries.db', id: 'job' },
    'TypeError',
    INVALID_OPTION,
    'store must be an object with the methods',
  ],
  [
    'a store that is a promise of one',
    { store: Promise.resolve(store), id: 'job' },
    'TypeError',
    INVALID_OPTION,
    'store must be an object with the methods',
  ],
  [
    'a snapshot besides',
    { store, id: 'job', snapshot: '{}' },
    'TypeError',
    INVALID_CALL,
    'give either store or snapshot',
  ],
  [
    'a lease of 0',
    { store, id: 'job', lease: 0 },
    'RangeError',
    INVALID_OPTION,
    'lease must be above 0 ms, and finite, got 0',
  ],
  [
    'a lease without end',
    { store, id: 'job', lease: Infinity },
    'RangeError',
    INVALID_OPTION,
    'lease must be above 0 ms, and finite, got Infinity',
  ],
  [
    'a negative lease',
    { store, id: 'job', lease: -1 },
    'RangeError',
    INVALID_OPTION,
    'lease must be at least 0, got -1',
  ],
  [
    'a lease of NaN',
    { store, id: 'job', lease: NaN },
    'RangeError',
    INVALID_OPTION,
    'lease must be at least 0, got NaN',
  ],
  [
    'a lease that is no duration',
    { store, id: 'job', lease: 'soon' },
    'TypeError',
    INVALID_OPTION,
    'got "soon"',
  ],
  [
    'a restart that is no boolean',
    { store, id: 'job', restart: 1 },
    'TypeError',
    INVALID_OPTION,
    'restart must be true or false, got 1',
  ],
  [
    'an unknown option',
    { store, id: 'job', retries: 3 },
    'TypeError',
    INVALID_OPTION,
    'unknown option retries: 3',
  ],
  [
    'restart without a store',
    { restart: true },
    'TypeError',
    INVALID_CALL,
    'restart is of stored sessions: give a store and an id',
  ],
  [
    'no crash at all',
    { store, id: 'job', maxCrashes: 0 },
    'RangeError',
    INVALID_OPTION,
    'maxCrashes must be a whole number from 1, got 0',
  ],
  [
    'half a crash',
    { store, id: 'job', maxCrashes: 1.5 },
    'RangeError',
    INVALID_OPTION,
    'maxCrashes must be a whole number from 1, got 1.5',
  ],
  [
    'crashes in words',
    { store, id: 'job', maxCrashes: '5' as never },
    'TypeError',
    INVALID_OPTION,
    'maxCrashes must be a whole number, got "5"',
  ],
  [
    'maxCrashes without a store',
    { maxCrashes: 3, id: 'job' },
    'TypeError',
    INVALID_CALL,
    'maxCrashes is of stored sessions',
  ],
  [
    'lease without a store',
    { lease: '1m', id: 'job' },
    'TypeError',
    INVALID_CALL,
    'lease is of stored sessions',
  ],
  [
    'a snapshot and an id',
    { snapshot: '{}', id: 'job' },
    'TypeError',
    INVALID_CALL,
    'give either id or snapshot',
  ],
])('%s is an error at once', async (_what, options, name, code, message) => {
  const error = errorOf(options)
  expect(error).toMatchObject({ name, code })
  expect((error as Error).message).toContain(message)
  expect(await store.list()).toStrictEqual([])
})

describe('a stored session', () => {
  test('with a wrong policy, or without a function, is an error at once', async () => {
    const options = { store, id: 'job' }
    // @ts-expect-error: a number is no strategy
    expect(() => runWithRetry({ stop: 3 }, fn, options)).toThrow('stop must be a function, got 3')
    // @ts-expect-error: there is no function
    expect(() => runWithRetry({}, undefined, options)).toThrow(TypeError)
    expect(await store.list()).toStrictEqual([])
  })

  test('with a store that is closed rejects, and runs nothing', async () => {
    const closed = createMemoryStore()
    await closed.close()
    const run = runWithRetry({}, () => expect.fail('must not run'), { id: 'job', store: closed })
    expect(await rejection(run)).toMatchObject({ name: 'StoreError', code: 'HOLDFAST_STORE_CLOSED' })
  })

  test('is not for startRetry, which says so', () => {
    // @ts-expect-error: there is no such option
    expect(() => startRetry({}, fn, { store, id: 'job' })).toThrow(
      'startRetry keeps no session in a store: runWithRetry(machine, fn, { store, id }) does',
    )
  })
})

test('options of a stored session that are undefined are as if they were not given', async () => {
  const options = { store: undefined, restart: undefined, lease: undefined } as unknown as RunOptions
  expect(await runWithRetry({}, fn, options)).toBe('ok')
  expect(await runWithRetry({}, fn, { ...options, inspect: () => {} })).toBe('ok')
})
