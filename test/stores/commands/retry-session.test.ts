import { createMemoryStore } from 'holdfast/memory'
import { expect, test } from 'vitest'

import { retrySession } from '../../../src/stores/commands/retry-session.ts'
import { insertDone, session } from '../support/sessions.ts'

async function createFailed() {
  const store = createMemoryStore()
  await store.insert(session('a'))
  await store.commit('a', { rev: 1, owner: null }, { status: 'failed', event: 'failed' })
  return store
}

test('a session that is not there answers nothing', async () => {
  expect(await retrySession(createMemoryStore(), 'a', 'ada')).toBeUndefined()
})

test('a session that is removed as soon as it runs again answers nothing', async () => {
  const store = await createFailed()
  const commit: typeof store.commit = async (...args) => {
    const isDone = await store.commit(...args)
    await store.delete('a')
    return isDone
  }
  expect(await retrySession({ ...store, commit }, 'a', 'ada')).toBeUndefined()
})

test('a session that somebody else changes at the same time is looked at again', async () => {
  const store = await createFailed()
  let times = 0
  const commit: typeof store.commit = async (...args) => {
    if (times++ === 0) await store.commit('a', { rev: 2, owner: null }, { event: 'failed' })
    return store.commit(...args)
  }
  expect(await retrySession({ ...store, commit }, 'a', 'ada')).toMatchObject({
    outcome: 'retried',
    session: { round: 2, status: 'sleeping', rev: 4 },
  })
})

test('a session that is done stays so', async () => {
  const store = createMemoryStore()
  await insertDone(store, 'a')
  expect(await retrySession(store, 'a', 'ada')).toEqual({
    refusal: 'is done, and its result is in the store: another id runs it anew',
  })
})
