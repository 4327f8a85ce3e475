import { createMemoryStore, type StoreOptions } from 'holdfast/memory'
import { openSqliteStore, type SqliteStoreOptions } from 'holdfast/sqlite'
import { describe, expect, test } from 'vitest'

import { rejection } from './support/rejection.ts'
import { attempt, session } from './support/sessions.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

const same = (text: string) => text

const wrong: readonly (readonly [options: unknown, name: string, message: string])[] = [
  [null, 'TypeError', 'options must be an object, got null'],
  [{ retry: 1 }, 'TypeError', 'unknown option retry: 1; there are clock, retention, history, encode, decode'],
  [{ clock: 42 }, 'TypeError', 'clock must be an object with the methods now, got 42'],
  [{ history: 0 }, 'RangeError', 'history must be a whole number from 1, got 0'],
  [{ history: 1.5 }, 'RangeError', 'history must be a whole number from 1, got 1.5'],
  [{ history: '9' }, 'TypeError', 'history must be a whole number, got "9"'],
  [{ encode: 'rot13', decode: same }, 'TypeError', 'encode must be a function, got "rot13"'],
  [{ encode: same }, 'TypeError', 'decode must be a function, got undefined'],
  [{ decode: same }, 'TypeError', 'encode must be a function, got undefined'],
  [{ retention: '7d' }, 'TypeError', 'retention must be an object, got "7d"'],
  [{ retention: null }, 'TypeError', 'retention must be an object, got null'],
  [
    { retention: { done: 'soon' } },
    'TypeError',
    'retention.done must be milliseconds or a string like "1.5s", got "soon"',
  ],
  [{ retention: { failed: -1 } }, 'RangeError', 'retention.failed must be at least 0, got -1'],
  [
    { retention: { active: '1d' } },
    'TypeError',
    'unknown option active: "1d"; there are done, failed, cancelled',
  ],
]

describe.each(wrong)('the options %j', (options, name, message) => {
  test('are refused in memory', () => {
    // Against the type.
    expect(() => createMemoryStore(options as StoreOptions)).toThrow(
      expect.objectContaining({ name, code: 'HOLDFAST_INVALID_OPTION', message }),
    )
  })

  test('are refused on disk', async () => {
    const error = await rejection(openSqliteStore(path('a.db'), options as SqliteStoreOptions))
    expect(error).toMatchObject({ name, code: 'HOLDFAST_INVALID_OPTION' })
    expect(error.message.startsWith(message)).toBe(true)
  })
})

test.each([
  ['an hour', 'TypeError'],
  [-1, 'RangeError'],
  [NaN, 'RangeError'],
])('busyTimeout: %j is refused', async (busyTimeout, name) => {
  const error = await rejection(openSqliteStore(path('a.db'), { busyTimeout }))
  expect(error).toMatchObject({ name, message: expect.stringContaining('busyTimeout must be') })
})

test('options that are undefined are as if they were absent', async () => {
  const none = { clock: undefined, retention: undefined, history: undefined, encode: undefined }
  const store = createMemoryStore(none)
  expect(store.now()).toBeCloseTo(Date.now(), -3)
  await expect(openSqliteStore(path('b.db'), { ...none, busyTimeout: undefined })).resolves.toBeDefined()
})

describe.each([
  ['in memory', async (options: StoreOptions) => createMemoryStore(options)],
  ['on disk', (options: StoreOptions) => openSqliteStore(path('history.db'), options)],
])('history, %s,', (_where, open) => {
  test('keeps the newest lines', async () => {
    const store = await open({ history: 3 })
    await store.insert(session('a'))
    await store.insert(session('b'))
    for (const revs of [
      [1, 2],
      [1, 2, 3],
      [2, 3, 4],
      [3, 4, 5],
    ]) {
      await attempt(store, 'a')
      expect((await store.history('a')).map(({ rev }) => rev)).toEqual(revs)
    }
    expect(await store.history('b')).toHaveLength(1)
    await store.close()
  })
})

test('a history has 1000 lines, unless the option says otherwise', async () => {
  const store = createMemoryStore()
  await store.insert(session('a'))
  for (let index = 0; index < 1005; index++) await attempt(store, 'a')
  const lines = await store.history('a')
  expect([lines.length, lines.at(-1)?.rev]).toEqual([1000, 1006])
})

test('a history that was longer is cut when the next line is written', async () => {
  const long = await openSqliteStore(path('cut.db'))
  await long.insert(session('a'))
  for (let index = 0; index < 9; index++) await attempt(long, 'a')
  await long.close()
  const short = await openSqliteStore(path('cut.db'), { history: 2 })
  expect(await short.history('a')).toHaveLength(10)
  await attempt(short, 'a')
  expect((await short.history('a')).map(({ rev }) => rev)).toEqual([10, 11])
  await short.close()
})
