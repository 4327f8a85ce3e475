import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'

import { openSqliteStore, StoreError } from 'holdfast/sqlite'
import { describe, expect, test } from 'vitest'

import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { systemPlatform } from '../../src/stores/sqlite/platform.ts'
import { rejection } from './support/rejection.ts'
import { insertDone } from './support/sessions.ts'
import { tempFolder } from './support/temp-folder.ts'
import { withoutPrivileges } from './support/without-privileges.ts'

const path = tempFolder()

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('a file', () => {
  test('is made for its owner alone, with what SQLite keeps beside it', async () => {
    const umask = process.umask(0)
    try {
      const store = await openSqliteStore(path('new.db'))
      await insertDone(store, 'a')
      const files = readdirSync(path('.')).filter((name) => name.startsWith('new.db'))
      expect(files.toSorted()).toEqual(['new.db', 'new.db-shm', 'new.db-wal'])
      expect(files.map((name) => modeOf(path(name)))).toEqual(['600', '600', '600'])
      await store.close()
    } finally {
      process.umask(umask)
    }
  })

  test('keeps the mode that it has', async () => {
    writeFileSync(path('shared.db'), '', { mode: 0o660 })
    chmodSync(path('shared.db'), 0o660)
    const store = await openSqliteStore(path('shared.db'))
    expect(modeOf(path('shared.db'))).toBe('660')
    await store.close()
  })

  test('is whole by itself once the store was closed', async () => {
    const store = await openSqliteStore(path('closed.db'))
    await insertDone(store, 'a')
    await store.close()
    const log = path('closed.db-wal')
    expect(existsSync(log) ? statSync(log).size : 0).toBe(0)
  })

  test('gives the store its name, as an absolute path', async () => {
    const store = await openSqliteStore(relative(process.cwd(), path('relative.db')))
    expect(store.name).toBe(path('relative.db'))
    await store.close()
  })

  test('may be named as the address of a server', async () => {
    mkdirSync(path('http:'))
    const store = await openSqliteStore(`${relative(process.cwd(), path('http:'))}/localhost:9`)
    await insertDone(store, 'a')
    await store.close()
    expect(existsSync(path('http:/localhost:9'))).toBe(true)
  })
})

describe('a path is refused when it is', () => {
  test.each([undefined, 42, null, Symbol('a')])('%o', async (value) => {
    // Against the type.
    expect(await rejection(openSqliteStore(value as unknown as string))).toMatchObject({
      name: 'TypeError',
      code: 'HOLDFAST_INVALID_OPTION',
      message: `path must be a string, got ${String(value)}`,
    })
  })

  test.each(['', 'a\0b', ':memory:'])('%j', async (value) => {
    expect(await rejection(openSqliteStore(value))).toMatchObject({
      name: 'RangeError',
      code: 'HOLDFAST_INVALID_OPTION',
      message: expect.stringMatching(/^path must be the path of a file.*, got "/),
    })
  })

  test('in memory, which is elsewhere', async () => {
    const { message } = await rejection(openSqliteStore(':memory:'))
    expect(message).toContain('createMemoryStore of holdfast/memory needs none')
  })

  test('in a folder that does not exist', async () => {
    const error = await rejection(openSqliteStore(path('none/a.db')))
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('HOLDFAST_STORE_FAILED')
    expect(error.message).toBe(`the store ${path('none/a.db')} has no folder: create it`)
    expect(error.cause).toMatchObject({ code: 'ENOENT' })
  })

  test('in what is no folder', async () => {
    writeFileSync(path('file'), '')
    const error = await rejection(openSqliteStore(path('file/a.db')))
    expect(error.code).toBe('HOLDFAST_STORE_FAILED')
    expect(error.message).toContain('ENOTDIR')
  })

  test('a folder', async () => {
    const error = await rejection(openSqliteStore(path('.')))
    expect(error.code).toBe('HOLDFAST_STORE_FAILED')
    expect(error.message).toContain('is not a file: give the store the path of one')
  })

  test('on a network file system', async () => {
    const NFS = 0x6969
    const platform = { ...systemPlatform, fileSystemType: async () => NFS }
    const error = await rejection(openStore(path('nfs.db'), {}, platform))
    expect(error.code).toBe('HOLDFAST_STORE_UNSUPPORTED')
    expect(error.message).toBe(
      `the store ${path('nfs.db')} is on a network file system, where the locks of SQLite do not hold: use a local disk`,
    )
    expect(existsSync(path('nfs.db'))).toBe(false)
  })
})

describe('a store that may not be written to is refused:', () => {
  const readOnly = (file: string) => ({
    name: 'StoreError',
    code: 'HOLDFAST_STORE_READ_ONLY',
    message: `the store ${file} is read-only: this process must be able to write to its file and its folder`,
    cause: expect.any(Error),
  })

  test('its folder', async () => {
    mkdirSync(path('folder'))
    writeFileSync(path('folder/a.db'), '', { mode: 0o666 })
    chmodSync(path('folder'), 0o555)
    const error = await withoutPrivileges(path, () => rejection(openSqliteStore(path('folder/a.db'))))
    expect(error).toMatchObject(readOnly(path('folder/a.db')))
  })

  test('its file', async () => {
    mkdirSync(path('free'))
    writeFileSync(path('free/a.db'), '', { mode: 0o444 })
    chmodSync(path('free'), 0o777)
    const error = await withoutPrivileges(path, () => rejection(openSqliteStore(path('free/a.db'))))
    expect(error).toMatchObject(readOnly(path('free/a.db')))
  })

  test('a place where it is not yet', async () => {
    const error = await withoutPrivileges(path, () => rejection(openSqliteStore(path('folder/b.db'))))
    expect(error).toMatchObject(readOnly(path('folder/b.db')))
  })
})
