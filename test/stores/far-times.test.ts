import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'
import { openSqliteStore } from 'holdfast/sqlite'
import { createMemoryStore } from 'holdfast/memory'

const session = {
  id: 'job',
  kind: 'mail',
  machineVersion: '1',
  snapshotFormat: 1,
  status: 'sleeping',
} as const

test('a time beyond what every driver can read back is kept as one that never comes', async () => {
  const store = await openSqliteStore(join(mkdtempSync(join(tmpdir(), 'holdfast-')), 'far.db'))
  await store.insert({ ...session, dueAt: 1e300 })
  expect(await store.get('job')).toMatchObject({ dueAt: Number.MAX_SAFE_INTEGER })
  await store.close()
})

test('a session that is woken once its lease has run out is its late owner’s no more', async () => {
  let now = 1_000
  const store = createMemoryStore({ clock: { now: () => now } })
  await store.insert(session, { owner: 'late', leaseFor: 100 })
  now += 100
  expect(await store.wake('job', 'Ada')).toMatchObject({ owner: null, leaseUntil: null, crashes: 0, rev: 2 })
  expect(await store.renew({ owner: 'late', leaseFor: 100 })).toMatchObject({ held: 0 })
})
