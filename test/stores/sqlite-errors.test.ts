import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'

import { openSqliteStore, type StoreError } from 'holdfast/sqlite'
import Database from 'libsql'
import { afterAll, describe, expect, test } from 'vitest'

import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { systemPlatform } from '../../src/stores/sqlite/platform.ts'
import { rejection } from './support/rejection.ts'
import { insertDone, session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

describe('a full disk', () => {
  const folder = path('disk')
  const hasDisk = mountSmallDisk(folder)
  afterAll(() => {
    if (hasDisk) execFileSync('umount', ['--lazy', folder])
  })

  test.runIf(hasDisk)('keeps all that was acknowledged, and nothing by half', async () => {
    const store = await openSqliteStore(`${folder}/a.db`)
    const { acknowledged, error } = await fill((id) => store.insert(session(id, { input: TEXT })))
    expect(error).toMatchObject(full(store.name))
    const rows = await store.list({ limit: 1000 })
    expect(rows.map(({ id }) => id)).toEqual(acknowledged)
    expect(await store.history(`s${acknowledged.length + 1000}`)).toEqual([])
    await store.close()

    const again = await openSqliteStore(`${folder}/a.db`)
    expect(await again.list({ limit: 1000 })).toEqual(rows)
    await again.close()
  })

  test.runIf(hasDisk)('has no room for a new store', async () => {
    await fill(async (id) => writeFileSync(`${folder}/${id}`, TEXT))
    const file = `${folder}/b.db`
    expect(await rejection(openSqliteStore(file))).toMatchObject(full(file))
  })

  test('is what SQLite says it is, and room that was made is used', async () => {
    const { platform, handles } = spyOnPlatform()
    const store = await openStore(path('full.db'), {}, platform)
    await store.insert(session('a', { input: TEXT }))
    handles[0]!.exec('PRAGMA max_page_count = 1')
    const before = await store.get('a')
    const fence = { rev: 1, owner: null }
    const change = { status: 'done', result: TEXT.repeat(9), event: 'done' } as const
    expect(await rejection(store.commit('a', fence, change))).toMatchObject(full(store.name))
    expect(await store.get('a')).toEqual(before)
    expect(await store.history('a')).toHaveLength(1)
    handles[0]!.exec('PRAGMA max_page_count = 1000')
    expect(await store.commit('a', fence, change)).toBe(true)
    await store.close()
  })

  const TEXT = randomBytes(1500).toString('hex')

  async function fill(add: (id: string) => Promise<unknown>) {
    const acknowledged: string[] = []
    try {
      for (let index = 1000; ; index++) {
        await add(`s${index}`)
        acknowledged.push(`s${index}`)
      }
    } catch (error) {
      // The only end that there is.
      return { acknowledged, error: error as StoreError }
    }
  }

  const full = (name: string) => ({
    name: 'StoreError',
    code: 'HOLDFAST_STORE_FULL',
    message: `the store ${name} has no room left on its disk: make some, and call again`,
    cause: expect.any(Error),
  })
})

/** @returns whether it could, as only root can */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a file that is damaged', () => {
  const damaged = (file: string) => ({
    name: 'StoreError',
    code: 'HOLDFAST_STORE_DAMAGED',
    message: `the store ${file} is damaged, or no database at all: put it aside, and a backup in its place`,
    cause: expect.any(Error),
  })

  /** Of a store with sessions. */
  async function bytesOfStore(name: string) {
    const store = await openSqliteStore(path(name))
    for (let index = 0; index < 50; index++)
      await store.insert(session(`s${index}`, { input: 'x'.repeat(2000) }))
    await store.close()
    return readFileSync(path(name))
  }

  test.each([10, 100, 4096, 100_000])('by %i random bytes is refused, and left as it is', async (size) => {
    const bytes = randomBytes(size)
    writeFileSync(path('random.db'), bytes)
    expect(await rejection(openSqliteStore(path('random.db')))).toMatchObject(damaged(path('random.db')))
    expect(readFileSync(path('random.db'))).toEqual(bytes)
  })

  test.each([200, 4096, 5000, 40_000])('since it was cut to %i bytes is refused', async (size) => {
    const bytes = await bytesOfStore(`whole-${size}.db`)
    const file = path(`cut-${size}.db`)
    writeFileSync(file, bytes.subarray(0, size))
    expect(await rejection(openSqliteStore(file))).toMatchObject(damaged(file))
  })

  test('within is noticed by whoever reads or writes there', async () => {
    const bytes = await bytesOfStore('whole.db')
    const file = path('within.db')
    writeFileSync(file, bytes.fill(0x55, PAGE))
    const store = await openSqliteStore(file)
    expect(await rejection(store.get('s7'))).toMatchObject(damaged(file))
    expect(await rejection(store.insert(session('new')))).toMatchObject(damaged(file))
    await store.close()
  })

  /** The first says which tables there are. */
  const PAGE = 4096
})

describe("another program's database", () => {
  test.each([
    ['by its tables', 'CREATE TABLE users (id)'],
    ['by its application id', 'PRAGMA application_id = 42'],
  ])('is known %s, and left as it is', async (_way, sql) => {
    const file = path(`foreign-${sql.length}.db`)
    const database = new Database(file)
    database.exec(sql)
    database.close()
    const bytes = readFileSync(file)
    const error = await rejection(openSqliteStore(file))
    expect(error.code).toBe('HOLDFAST_STORE_UNSUPPORTED')
    expect(error.message).toBe(`${file} is the database of another program: give the store a file of its own`)
    expect(readFileSync(file)).toEqual(bytes)
  })
})

describe('SQLite', () => {
  test('must be able to keep its log', async () => {
    class NoSharedMemory extends Database {
      constructor(file: string) {
        super(`file:${file}?vfs=unix-dotfile`)
      }
    }
    const platform = { ...systemPlatform, load: async () => ({ DatabaseSync: NoSharedMemory }) }
    const error = await rejection(openStore(path('dotfile.db'), {}, platform))
    expect(error.code).toBe('HOLDFAST_STORE_UNSUPPORTED')
    expect(error.message).toContain('is on a file system that cannot share memory')
  })

  test('that may only read says so', async () => {
    const { platform, handles } = spyOnPlatform()
    const store = await openStore(path('query-only.db'), {}, platform)
    handles[0]!.exec('PRAGMA query_only = TRUE')
    const error = await rejection(insertDone(store, 'a'))
    expect(error.code).toBe('HOLDFAST_STORE_READ_ONLY')
    expect(await store.list()).toEqual([])
    await store.close()
  })

  test('that fails otherwise is shown', async () => {
    const { platform, handles } = spyOnPlatform()
    const store = await openStore(path('failed.db'), {}, platform)
    handles[0]!.exec('DROP TABLE retry_session_event')
    const error = await rejection(store.insert(session('a')))
    expect(error.code).toBe('HOLDFAST_STORE_FAILED')
    expect(error.message).toContain('failed: SqliteError: no such table: ')
    expect(await store.get('a')).toBeUndefined()
    await store.close()
  })

  test('that cannot open a file is shown', async () => {
    class Elsewhere extends Database {
      constructor() {
        super(path('none/a.db'))
      }
    }
    const platform = { ...systemPlatform, load: async () => ({ DatabaseSync: Elsewhere }) }
    const error = await rejection(openStore(path('gone.db'), {}, platform))
    expect(error.code).toBe('HOLDFAST_STORE_FAILED')
    expect(error.message).toContain('Unable to open connection to local database')
  })
})
