import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { openSqliteStore, type SessionEvent, type SessionRecord } from 'holdfast/sqlite'
import Database from 'libsql'
import { describe, expect, test } from 'vitest'

import { type Migration, migrations } from '../../src/stores/sqlite/migrations.ts'
import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { systemPlatform } from '../../src/stores/sqlite/platform.ts'
import { root } from '../support/project.ts'
import { rejection } from './support/rejection.ts'
import { attempt, session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

/** Versions of Holdfast that may come. */
const minor: Migration = {
  version: 1003,
  name: 'a tag for each session',
  sql: `ALTER TABLE retry_session ADD COLUMN tag TEXT NOT NULL DEFAULT 'none'`,
}
const major: Migration = {
  version: 2000,
  name: 'another word for attempt',
  sql: 'ALTER TABLE retry_session RENAME COLUMN attempt TO try',
}

const openWith = (name: string, ...later: Migration[]) =>
  openStore(path(name), {}, { ...systemPlatform, migrations: [...migrations, ...later] })

/** What the file says of itself. */
function factsOf(name: string) {
  const database = new Database(path(name))
  const fact = (pragma: string) =>
    Object.values(database.prepare(`PRAGMA ${pragma}`).all()[0] as object)[0] as number
  const facts = { version: fact('user_version'), application: fact('application_id') }
  database.close()
  return facts
}

test('a file of version 1.0 is read and written as ever', async () => {
  copyFileSync(join(fixtures, 'v1.db'), path('v1.db'))
  const { sessions, histories } = JSON.parse(readFileSync(join(fixtures, 'v1.json'), 'utf8')) as {
    sessions: Omit<SessionRecord, 'attemptLimit'>[]
    histories: Record<string, SessionEvent[]>
  }
  const store = await openSqliteStore(path('v1.db'))
  expect(await store.list()).toEqual(sessions.map((record) => ({ ...record, attemptLimit: null })))
  for (const { id } of sessions) expect(await store.history(id)).toEqual(histories[id])
  expect(await attempt(store, 'asleep')).toBe(true)
  await store.close()
})

test('a file of version 1.0 is brought to 1.2, whose index finds what has changed', async () => {
  copyFileSync(join(fixtures, 'v1.db'), path('v1.2.db'))
  expect(factsOf('v1.2.db').version).toBe(1000)
  const store = await openSqliteStore(path('v1.2.db'))
  expect(factsOf('v1.2.db').version).toBe(1002)
  const changedSince = store.now()
  expect(await store.list({ changedSince })).toEqual([])
  await attempt(store, 'asleep')
  expect(await store.list({ changedSince })).toEqual([await store.get('asleep')])
  await store.close()
})

const fixtures = join(root, 'test/fixtures/stores')

test('a new file has the version of this code and the id of its program', async () => {
  await (await openSqliteStore(path('facts.db'))).close()
  expect(factsOf('facts.db')).toEqual({ version: 1002, application: 0x68667374 })
})

test('versions only rise, and a minor one only adds', () => {
  const versions = migrations.map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  const additions = migrations.filter(({ version }) => version % 1000 > 0)
  expect(additions.filter(({ sql }) => /\b(DROP|RENAME|DELETE|UPDATE)\b/i.test(sql))).toEqual([])
})

describe('a file of an earlier version', () => {
  test('is brought forward, with what it holds', async () => {
    const old = await openWith('old.db')
    await old.insert(session('a', { attempt: 7 }))
    await old.close()
    const store = await openWith('old.db', minor)
    expect(await store.get('a')).toMatchObject({ attempt: 7 })
    expect(factsOf('old.db').version).toBe(1003)
    await store.close()
  })

  test('takes every step that it is behind', async () => {
    await (await openWith('far.db')).close()
    await expect(openWith('far.db', minor, major)).resolves.toBeDefined()
    expect(factsOf('far.db').version).toBe(2000)
  })

  test('is brought forward once, however many try at the same time', async () => {
    await (await openWith('race.db')).close()
    const stores = await Promise.all(Array.from({ length: 6 }, () => openWith('race.db', minor)))
    await Promise.all(stores.map((store, index) => store.insert(session(`s${index}`))))
    expect(await stores[0]!.list()).toHaveLength(6)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('stays as it is when a step fails', async () => {
    const old = await openWith('broken.db')
    await old.insert(session('a'))
    const broken = { version: 1004, name: 'a second tag', sql: `${minor.sql}; SELECT nothing` }
    expect(await rejection(openWith('broken.db', minor, broken))).toMatchObject({
      name: 'StoreError',
      code: 'HOLDFAST_STORE_FAILED',
      message: expect.stringMatching(/broken\.db, on its way to version 1\.4 \(a second tag\), failed: /),
    })
    expect(factsOf('broken.db').version).toBe(1002)
    expect(await attempt(old, 'a')).toBe(true)
    await old.close()
  })
})

describe('a process of an earlier version', () => {
  test('goes on while another one adds to the file', async () => {
    const old = await openWith('minor.db')
    const newer = await openWith('minor.db', minor)
    expect(await old.insert(session('a'))).toBe(true)
    expect(await newer.get('a')).toEqual(await old.get('a'))
    expect(await attempt(old, 'a')).toBe(true)
    await old.close()
    const again = await openWith('minor.db')
    expect(await again.get('a')).toEqual(await newer.get('a'))
    expect(factsOf('minor.db').version).toBe(1003)
    await Promise.all([again.close(), newer.close()])
  })

  const newer = (name: string) => ({
    name: 'StoreError',
    code: 'HOLDFAST_STORE_NEWER',
    message: `the store ${path(name)} has version 2.0, and this Holdfast knows 1.2: update it`,
  })

  test('is refused what a later major version has changed, before it writes', async () => {
    await (await openWith('major.db', major)).close()
    const bytes = readFileSync(path('major.db'))
    const { platform, said } = spyOnPlatform()
    expect(await rejection(openStore(path('major.db'), {}, platform))).toMatchObject(newer('major.db'))
    expect(said.at(-1)).toBe('close')
    expect(readFileSync(path('major.db'))).toEqual(bytes)
  })

  test('that has the file open is stopped by it, before it writes', async () => {
    const old = await openWith('open.db')
    await old.insert(session('a'))
    const store = await openWith('open.db', major)
    const lease = { owner: 'me', leaseFor: 1000 }
    const calls = {
      insert: () => old.insert(session('b')),
      get: () => old.get('a'),
      claim: () => old.claim('a', lease),
      commit: () => old.commit('a', { rev: 1, owner: null }, { event: 'attempt' }),
      renew: () => old.renew(lease),
      cancel: () => old.cancel('a'),
      list: () => old.list(),
      delete: () => old.delete('a'),
      prune: () => old.prune(),
    }
    for (const call of Object.values(calls)) expect(await rejection(call())).toMatchObject(newer('open.db'))
    const database = new Database(path('open.db'))
    expect(database.prepare('SELECT id, rev FROM retry_session').all()).toEqual([{ id: 'a', rev: 1 }])
    database.close()
    await Promise.all([old.close(), store.close()])
  })

  test('loses to a later one that is at the same step', async () => {
    await (await openWith('overtaken.db')).close()
    const { platform } = spyOnPlatform({ migrations: [...migrations, minor] }, (sql) => {
      // It has looked at the version, and is about to lock the file.
      if (sql !== 'BEGIN IMMEDIATE') return
      const faster = new Database(path('overtaken.db'))
      faster.exec(`${major.sql}; PRAGMA user_version = 2000`)
      faster.close()
    })
    expect(await rejection(openStore(path('overtaken.db'), {}, platform))).toMatchObject({
      code: 'HOLDFAST_STORE_NEWER',
    })
  })
})
