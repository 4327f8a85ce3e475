import { createMemoryStore, type StoreOptions } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { nextTurn } from '../support/next-turn.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { attempt, insertDone, session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

const MINUTE = 60_000

/** Lets timers of 0 ms fire, and what they began come to its end. */
async function letTimersFire() {
  await new Promise((resolve) => setTimeout(resolve, 5))
  await nextTurn()
}

let files = 0

describe.each([
  ['in memory', async (options: StoreOptions) => createMemoryStore(options)],
  ['on disk', (options: StoreOptions) => openSqliteStore(path(`${files++}.db`), options)],
])('a store %s', (_where, open) => {
  test('prunes by itself after a commit, at most once a minute', async () => {
    const clock = createVirtualClock()
    const store = await open({ clock, retention: { done: 0 } })
    await letTimersFire()
    await insertDone(store, 'a')
    await letTimersFire()
    expect(await store.get('a')).toBeDefined()

    clock.advance(MINUTE)
    await insertDone(store, 'b')
    expect(await store.list()).toHaveLength(2)
    await letTimersFire()
    expect(await store.list()).toEqual([])
    await store.close()
  })

  test('prunes too after the clock was set back', async () => {
    const clock = createVirtualClock()
    const store = await open({ clock, retention: { done: 0 } })
    await letTimersFire()
    clock.jump(-MINUTE)
    await insertDone(store, 'a')
    await letTimersFire()
    expect(await store.get('a')).toBeUndefined()
    await store.close()
  })

  test('prunes nothing by itself without a retention', async () => {
    const clock = createVirtualClock()
    const store = await open({ clock })
    await insertDone(store, 'a')
    clock.advance(1e12)
    await insertDone(store, 'b')
    await letTimersFire()
    expect(await store.list()).toHaveLength(2)
    await store.close()
  })

  test('keeps for ever what is kept for Infinity', async () => {
    const clock = createVirtualClock()
    const store = await open({ clock, retention: { done: Infinity } })
    await insertDone(store, 'a')
    clock.advance(1e15)
    expect(await store.prune()).toBe(0)
    await store.close()
  })

  test('prunes nothing once it is closed', async () => {
    const clock = createVirtualClock()
    const errors = await unhandledDuring(async () => {
      const store = await open({ clock, retention: { done: 0 } })
      await insertDone(store, 'a')
      await store.close()
      await letTimersFire()
    })
    expect(errors).toEqual([])
  })
})

test('a store on disk prunes when it is opened', async () => {
  const clock = createVirtualClock()
  const before = await openSqliteStore(path('opened.db'), { clock })
  await insertDone(before, 'a')
  await before.close()
  clock.advance(1000)
  const store = await openSqliteStore(path('opened.db'), { clock, retention: { done: '1s' } })
  await letTimersFire()
  expect(await store.list()).toEqual([])
  await store.close()
})

test('a store that fails to prune by itself goes on, and tries again', async () => {
  const clock = createVirtualClock()
  const { platform, handles } = spyOnPlatform()
  const store = await openStore(path('failing.db'), { clock, retention: { done: 0 } }, platform)
  await letTimersFire()
  handles[0]!.exec(
    `CREATE TRIGGER broken BEFORE DELETE ON retry_session BEGIN SELECT raise(ABORT, 'no'); END`,
  )
  const errors = await unhandledDuring(async () => {
    clock.advance(MINUTE)
    await insertDone(store, 'a')
    await letTimersFire()
  })
  expect(errors).toEqual([])
  expect(await store.get('a')).toBeDefined()
  await expect(store.prune()).rejects.toMatchObject({ code: 'HOLDFAST_STORE_FAILED' })

  handles[0]!.exec('DROP TRIGGER broken')
  clock.advance(MINUTE)
  await insertDone(store, 'b')
  await letTimersFire()
  expect(await store.list()).toEqual([])
  await store.close()
})

test('to prune counts what a store that is at it by itself has removed meanwhile', async () => {
  const clock = createVirtualClock()
  const before = await openSqliteStore(path('both.db'), { clock })
  for (let index = 0; index < 250; index++) await insertDone(before, `s${index}`)
  await before.close()
  clock.advance(1)
  let counted: Promise<number> | undefined
  let isOpen = false
  const { platform } = spyOnPlatform({}, (sql) => {
    if (isOpen && sql === 'BEGIN IMMEDIATE') counted ??= store.prune()
  })
  const store = await openStore(path('both.db'), { clock, retention: { done: 1 } }, platform)
  isOpen = true
  await letTimersFire()
  expect(await counted).toBe(250)
  expect(await store.prune()).toBe(0)
  await store.close()
})

test('to prune is done in batches, between which others get their turn', async () => {
  const clock = createVirtualClock()
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('batches.db'), { clock, retention: { cancelled: 1 } }, platform)
  for (let index = 0; index < 1200; index++) {
    await store.insert(session(`s${index}`))
    await store.cancel(`s${index}`)
  }
  clock.advance(1)
  said.length = 0
  const [count] = await Promise.all([
    store.prune(),
    ...Array.from({ length: 3 }, (_, index) => store.insert(session(`new ${index}`))),
  ])
  expect(count).toBe(1200)
  expect(said.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(13 + 3)
  expect(await attempt(store, 'new 0')).toBe(true)
  await store.close()
})
