import { openSqliteStore } from 'holdfast/sqlite'
import Database from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { rejection } from './support/rejection.ts'
import { insertDone, session } from './support/sessions.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()
const file = path('locked.db')

/** Another program that has the file open, by a connection of its own. */
let other: Database.Database
beforeEach(async () => {
  const store = await openSqliteStore(file)
  await store.delete('a')
  await store.close()
  other = new Database(file)
})
afterEach(() => {
  other.close()
})

test('a call waits for the lock', async () => {
  const store = await openSqliteStore(file)
  other.exec('BEGIN IMMEDIATE')
  const inserted = store.insert(session('a'))
  await pass(30)
  other.exec('COMMIT')
  expect(await inserted).toBe(true)
  await store.close()
})

test('a call that waits stops neither the process nor who only reads', async () => {
  const store = await openSqliteStore(file)
  other.exec('BEGIN IMMEDIATE')
  const inserted = store.insert(session('a'))
  const turns = await turnsDuring(40)
  expect(turns).toBeGreaterThan(2)
  expect(await store.get('a')).toBeUndefined()
  other.exec('COMMIT')
  await inserted
  await store.close()
})

test.each(['30ms', 0])('a call waits no longer than busyTimeout: %s', async (busyTimeout) => {
  const store = await openSqliteStore(file, { busyTimeout })
  await insertDone(store, 'a')
  other.exec('BEGIN IMMEDIATE')
  const fence = { rev: 2, owner: null }
  expect(await rejection(store.commit('a', fence, { status: 'failed', event: 'failed' }))).toMatchObject({
    name: 'StoreError',
    code: 'HOLDFAST_STORE_BUSY',
    message: `the store ${file} was locked by others for longer than busyTimeout: call again, or wait longer`,
    cause: { code: 'SQLITE_BUSY' },
  })
  expect(await store.get('a')).toMatchObject({ status: 'done', rev: 2 })
  other.exec('COMMIT')
  expect(await store.commit('a', fence, { status: 'failed', event: 'failed' })).toBe(true)
  await store.close()
})

test('many calls at once leave the process its turn', async () => {
  const store = await openSqliteStore(file)
  for (let index = 0; index < 100; index++) await store.insert(session(`s${index}`))
  let turns = 0
  const count = () => {
    turns++
    immediate = setImmediate(count)
  }
  let immediate = setImmediate(count)
  const fence = { rev: 1, owner: null }
  const change = { snapshot: 'x'.repeat(100_000), event: 'attempt' } as const
  const commits = Array.from({ length: 100 }, (_, index) => store.commit(`s${index}`, fence, change))
  expect(await Promise.all(commits)).not.toContain(false)
  clearImmediate(immediate)
  expect(turns).toBeGreaterThan(2)
  await store.close()
})

test('calls are done in their order', async () => {
  const store = await openSqliteStore(file)
  const [, first, , second] = await Promise.all([
    store.insert(session('a')),
    store.get('a'),
    store.cancel('a'),
    store.get('a'),
  ])
  expect([first?.status, second?.status]).toEqual(['active', 'cancelled'])
  await store.close()
})

test('a store that is closed meanwhile answers whoever waits', async () => {
  const store = await openSqliteStore(file)
  other.exec('BEGIN IMMEDIATE')
  const inserted = rejection(store.insert(session('a')))
  await pass(15)
  await store.close()
  expect(await inserted).toMatchObject({ code: 'HOLDFAST_STORE_CLOSED' })
  other.exec('COMMIT')
})

test('to open a store waits for the lock too', async () => {
  const fresh = path('fresh.db')
  const first = new Database(fresh)
  first.exec('BEGIN EXCLUSIVE')
  expect(await rejection(openSqliteStore(fresh, { busyTimeout: 20 }))).toMatchObject({
    code: 'HOLDFAST_STORE_BUSY',
  })
  const opened = openSqliteStore(fresh)
  await pass(20)
  first.exec('COMMIT')
  const store = await opened
  expect(await store.list()).toEqual([])
  await store.close()
  first.close()
})

test('many who open a file at once that is not there yet all get it', async () => {
  const fresh = path('race.db')
  const stores = await Promise.all(Array.from({ length: 8 }, () => openSqliteStore(fresh)))
  await Promise.all(stores.map((store, index) => store.insert(session(`s${index}`))))
  expect(await stores[0]!.list()).toHaveLength(8)
  await Promise.all(stores.map((store) => store.close()))
})

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How often timers got their turn. */
async function turnsDuring(ms: number): Promise<number> {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await pass(ms)
  clearInterval(timer)
  return turns
}
