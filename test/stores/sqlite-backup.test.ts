import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'

import { openSqliteStore } from 'holdfast/sqlite'
import { expect, test } from 'vitest'

import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { rejection } from './support/rejection.ts'
import { insertDone, session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

test('a backup is a store with all that was committed before, and nothing of later', async () => {
  const store = await openSqliteStore(path('a.db'))
  for (let index = 0; index < 50; index++) await insertDone(store, `s${index}`)
  await store.backup(path('a.backup'))
  const before = await store.list()
  await store.insert(session('later'))

  const copy = await openSqliteStore(path('a.backup'))
  expect(await copy.list()).toEqual(before)
  expect(await copy.history('s7')).toEqual(await store.history('s7'))
  await copy.insert(session('elsewhere'))
  expect(await store.get('elsewhere')).toBeUndefined()
  await Promise.all([store.close(), copy.close()])
})

test('a backup can be read by its owner alone', async () => {
  const store = await openSqliteStore(path('mode.db'))
  const umask = process.umask(0)
  await store.backup(path('mode.backup')).finally(() => process.umask(umask))
  expect((statSync(path('mode.backup')).mode & 0o777).toString(8)).toBe('600')
  await store.close()
})

test('what is there is not written over', async () => {
  const store = await openSqliteStore(path('b.db'))
  writeFileSync(path('b.backup'), 'precious')
  for (const target of [path('b.backup'), path('b.db')])
    expect(await rejection(store.backup(target))).toMatchObject({
      name: 'StoreError',
      code: 'HOLDFAST_STORE_FAILED',
      message: `there is a file ${target} already: name a new one`,
    })
  expect(statSync(path('b.backup')).size).toBe('precious'.length)
  await store.close()
})

test('a backup that fails leaves no file, and says why', async () => {
  const { platform, handles } = spyOnPlatform()
  const store = await openStore(path('c.db'), {}, platform)
  handles[0]!.exec('BEGIN')
  expect(await rejection(store.backup(path('c.backup')))).toMatchObject({
    code: 'HOLDFAST_STORE_FAILED',
    message: expect.stringMatching(/^the backup .*c\.backup failed: SqliteError: cannot VACUUM/),
    cause: expect.any(Error),
  })
  expect(existsSync(path('c.backup'))).toBe(false)
  handles[0]!.exec('ROLLBACK')
  expect(await rejection(store.backup(path('none/c.backup')))).toMatchObject({
    code: 'HOLDFAST_STORE_FAILED',
    message: `the backup ${path('none/c.backup')} has no folder: create it`,
  })
  await store.close()
  expect(await rejection(store.backup(path('c.backup')))).toMatchObject({ code: 'HOLDFAST_STORE_CLOSED' })
  expect(existsSync(path('c.backup'))).toBe(false)
})

test('the path of a backup is checked as that of a store', async () => {
  const store = await openSqliteStore(path('d.db'))
  mkdirSync(path('folder'))
  expect(await rejection(store.backup(42 as unknown as string))).toMatchObject({ name: 'TypeError' })
  expect(await rejection(store.backup(':memory:'))).toMatchObject({ name: 'RangeError' })
  expect(await rejection(store.backup(path('folder')))).toMatchObject({ code: 'HOLDFAST_STORE_FAILED' })
  await store.close()
})
