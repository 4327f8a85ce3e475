import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openSqliteStore } from 'holdfast/sqlite'
import { expect, onTestFinished, test } from 'vitest'

import { redact } from '../../../src/inspect/redact/redact.ts'
import { createStoreSource } from '../../../src/visualizer/sources/store-source.ts'
import { nextTurn } from '../../support/next-turn.ts'
import { listenTo, until } from './listening.ts'
import { createScene, keyOf, session } from './scene.ts'

/** A file of its own, and its source, which looks every 5 ms. */
async function openFile() {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-visualizer-'))
  const path = join(folder, 'retries.db')
  const store = await openSqliteStore(path)
  const source = createStoreSource(store, { sanitize: redact, interval: 5 })
  onTestFinished(async () => {
    await source.close()
    await store.close()
    await rm(folder, { recursive: true })
  })
  await store.insert(session('a'))
  const listening = listenTo(source)
  await source.start(listening.listener)
  await until(() => listening.rows.size === 1)
  return { ...listening, path, store, source }
}

test('a store that fails says why, is asked again, and is as it was when it is back', async () => {
  let isLocked = false
  const { source, look, remarks, store, row } = await createScene({
    fill: (inner) => inner.insert(session('a')),
    spoil: (inner) => ({
      ...inner,
      list: (query) => (isLocked ? Promise.reject(new Error('it is locked')) : inner.list(query)),
    }),
  })
  remarks.length = 0
  isLocked = true
  await look()
  await look()
  expect(source.info()).toMatchObject({ connected: false, remark: 'it is locked' })
  expect(row('a')).toBeDefined()
  isLocked = false
  await store.insert(session('b'))
  await look()
  expect(source.info()).toMatchObject({ connected: true })
  expect(source.info()).not.toHaveProperty('remark')
  expect(row('b')).toBeDefined()
  expect(remarks).toEqual(['it is locked', undefined])
})

test('a store that fails from the beginning is read once it does not', async () => {
  let calls = 0
  const { look, rows, source } = await createScene({
    fill: (inner) => inner.insert(session('a')),
    spoil: (inner) => ({
      ...inner,
      list: (query) => (++calls === 1 ? Promise.reject(new Error('it is locked')) : inner.list(query)),
    }),
  })
  expect(source.info()).toMatchObject({ title: 'memory', connected: false, remark: 'it is locked' })
  await look()
  expect(rows.size).toBe(1)
  expect(source.info().connected).toBe(true)
})

test('a store that is read for the first time says so', () => {
  const store = { name: '/var/lib/retries.db' } as Parameters<typeof createStoreSource>[0]
  expect(createStoreSource(store, { sanitize: redact }).info()).toEqual({
    id: expect.stringMatching(/^store:/),
    type: 'store',
    title: 'retries.db',
    connected: true,
    remark: 'its sessions are being read',
  })
})

test('a store that was closed refuses commands in plain words', async () => {
  const { source, store, rows, remarks } = await openFile()
  await store.close()
  await until(() => !source.info().connected)
  expect(remarks.at(-1)).toMatch(/^the store .*retries\.db is closed: open it again$/)
  const [key = ''] = rows.keys()
  expect(await source.command(key, 'cancel', 'ada')).toMatch(/^could not be changed: the store .* is closed/)
})

test('a file that was removed, or replaced, is said to be', async () => {
  const { source, path, rows } = await openFile()
  expect(source.info()).toMatchObject({ title: 'retries.db', connected: true })
  await rename(path, `${path}.old`)
  await until(() => !source.info().connected)
  expect(source.info().remark).toBe(
    'its file was removed, or another is in its place: what is shown is what the first one holds',
  )
  const other = await openSqliteStore(path)
  await nextTurn()
  expect(source.info().connected).toBe(false)
  await other.close()
  await rename(`${path}.old`, path)
  await until(() => source.info().connected)
  expect(rows.size).toBe(1)
})

test('a source that was closed tells nothing more', async () => {
  const { source, store, clock, told, remarks } = await createScene()
  remarks.length = 0
  const unwatch = source.watch?.(keyOf('a'))
  await until(() => clock.timers === 2)
  clock.advance(500)
  await source.close()
  await store.insert(session('a'))
  await nextTurn()
  expect(clock.timers).toBe(0)
  expect([...told, ...remarks]).toEqual([])
  unwatch?.()
})
