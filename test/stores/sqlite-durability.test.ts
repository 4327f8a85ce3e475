import { expect, test } from 'vitest'

import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

const LEASE = { owner: 'me', leaseFor: 1000 }

test('SQLite is told first to wait a moment for others, then to keep a log', async () => {
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('first.db'), { busyTimeout: '2s' }, platform)
  const first = said.slice(0, said.indexOf('BEGIN IMMEDIATE'))
  expect(first.at(0)).toBe('PRAGMA busy_timeout = 10')
  expect(first.filter((sql) => sql.includes('='))).toEqual([
    'PRAGMA busy_timeout = 10',
    'PRAGMA fullfsync = TRUE; PRAGMA checkpoint_fullfsync = TRUE',
    'PRAGMA journal_mode = WAL',
  ])
  await store.close()
})

test('a commit is on the disk when it is acknowledged; all else may be when the process has died', async () => {
  const { platform, handles } = spyOnPlatform()
  const store = await openStore(path('levels.db'), {}, platform)
  /** 2 is FULL, which waits for the disk; 1 is NORMAL, which does not. */
  const levelAfter = async (call: Promise<unknown>) => {
    await call
    return handles[0]!.prepare('PRAGMA synchronous').all()
  }
  const NORMAL = [{ synchronous: 1 }]
  const FULL = [{ synchronous: 2 }]
  expect(await levelAfter(store.insert(session('a'), LEASE))).toEqual(NORMAL)
  const fence = { rev: 1, owner: 'me' }
  expect(await levelAfter(store.commit('a', fence, { leaseFor: null, event: 'released' }))).toEqual(FULL)
  const others = {
    claim: () => store.claim('a', LEASE),
    renew: () => store.renew(LEASE),
    wake: () => store.wake('a'),
    cancel: () => store.cancel('a'),
    delete: () => store.delete('a'),
    prune: () => store.prune(),
  }
  for (const call of Object.values(others)) expect(await levelAfter(call())).toEqual(NORMAL)
  await store.close()
})

test('the level is changed only when it must be', async () => {
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('changes.db'), {}, platform)
  for (const id of ['a', 'b', 'c']) await store.insert(session(id))
  for (const id of ['a', 'b', 'c']) await store.commit(id, { rev: 1, owner: null }, { event: 'attempt' })
  await store.cancel('a')
  expect(said.filter((sql) => sql.startsWith('PRAGMA synchronous'))).toEqual([
    'PRAGMA synchronous = NORMAL',
    'PRAGMA synchronous = FULL',
    'PRAGMA synchronous = NORMAL',
  ])
  await store.close()
})

test('a session and its history are written in one transaction', async () => {
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('one.db'), {}, platform)
  said.length = 0
  await store.insert(session('a'), LEASE)
  const written = said.filter((sql) => /^(BEGIN|COMMIT|INSERT|UPDATE)/.test(sql))
  expect(written.map((sql) => sql.split(' ').slice(0, 3).join(' '))).toEqual([
    'BEGIN IMMEDIATE',
    'INSERT INTO retry_session',
    'INSERT INTO retry_session_event',
    'COMMIT',
  ])
  await store.close()
})

test('a commit sets the columns that change and no other, since each index of theirs is written anew', async () => {
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('columns.db'), {}, platform)
  await store.insert(session('a', { attempt: 1 }), LEASE)
  const change = { status: 'active', attempt: 2, snapshot: '{}', event: 'attempt' } as const
  await store.commit('a', { rev: 1, owner: 'me' }, change)
  const [update = ''] = said.filter((sql) => sql.startsWith('UPDATE'))
  const columns = [...update.matchAll(/(\w+) = \?/g)].map(([, column]) => column)
  expect(columns.filter((column) => column !== 'updated_at')).toEqual([
    'events',
    'attempt',
    'rev',
    'snapshot',
    'key',
  ])
  await store.close()
})
