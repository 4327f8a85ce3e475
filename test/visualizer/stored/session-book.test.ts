import type { SessionRecord } from 'holdfast/memory'
import { createMemoryStore } from 'holdfast/memory'
import { beforeEach, expect, test } from 'vitest'

import type { SessionRow } from '../../../src/visualizer/protocol.ts'
import { createHolders } from '../../../src/visualizer/sources/stored/holders.ts'
import { createSessionBook } from '../../../src/visualizer/sources/stored/session-book.ts'
import type { SessionBook } from '../../../src/visualizer/sources/stored/session-book.ts'
import { ME, session } from './scene.ts'

const now = () => 1_767_225_600_000

let record: SessionRecord
let book: SessionBook
let told: (SessionRow | string)[]

beforeEach(async () => {
  const store = createMemoryStore({ clock: { now } })
  await store.insert(session('a'), ME)
  record = (await store.get('a')) as SessionRecord
  told = []
  book = createSessionBook({
    placeOf: (id) => ({ key: `key of ${id}`, source: 'store', id }),
    holders: createHolders(now),
    now,
    plain: (value) => value,
    tell: (row) => void told.push(row),
    tellRemoved: (key) => void told.push(key),
  })
  book.take(record)
})

test('a session that is taken again as it was is not told again', () => {
  book.take(record)
  expect(told).toMatchObject([{ key: 'key of a', owner: 'worker 1' }])
})

test.each<[string, Partial<SessionRecord>]>([
  ['revision', { rev: 2 }],
  ['request', { updatedAt: now() + 1 }],
])('an earlier %s of a session does not take the place of a later one', (_what, later) => {
  book.take({ ...record, ...later, attempt: 7 })
  book.take({ ...record, owner: null, leaseUntil: null })
  expect(told).toMatchObject([{ attempt: 0 }, { attempt: 7, owner: 'worker 1' }])
})

test('a request is not taken back by what was read before it, in its very millisecond or with a clock set back', () => {
  const requests = [
    { wakeRequested: true, updatedAt: now() - 1 },
    { wakeRequested: true, cancelRequested: true },
  ]
  for (const request of [{}, ...requests, {}, ...requests, {}]) book.take({ ...record, ...request })
  expect(told.map((row) => (typeof row === 'string' ? row : row.asked))).toEqual([
    undefined,
    'wake',
    'cancel',
  ])
})

test('a session that was begun anew takes the place of the one before', () => {
  book.take({ ...record, rev: 9, attempt: 7 })
  book.take({ ...record, createdAt: now() + 1 })
  expect(told).toMatchObject([{ attempt: 0 }, { attempt: 7 }, { attempt: 0 }])
})

test('a lease is not that of a session that another holds by now, or that is gone', () => {
  book.renew('a', 'worker 2', now() + 99_000)
  book.renew('b', 'worker 1', now() + 99_000)
  expect(told).toHaveLength(1)
  expect(book.owners()).toEqual([['worker 1', 'a']])
  expect(book.heldBy('worker 2')).toEqual([])
})

test('what is not taken in a sweep is missing', () => {
  book.take({ ...record, id: 'b' })
  const findMissing = book.beginSweep()
  book.take(record)
  book.take({ ...record, id: 'c' })
  expect(findMissing()).toEqual(['b'])
  book.forget('b')
  book.forget('b')
  expect(told.at(-1)).toBe('key of b')
  expect(told.filter((each) => each === 'key of b')).toHaveLength(1)
  expect(book.heldBy('worker 1')).toEqual(['a', 'c'])
})
