import { expect, test } from 'vitest'

import { until } from './listening.ts'
import { createScene, keyOf, ME, session } from './scene.ts'

test('a session that is watched is told each second, when anything of it has changed', async () => {
  const { source, clock, store, stored, look, row } = await createScene({
    fill: (inner) => inner.insert(session('a'), ME),
  })
  const unwatch = source.watch?.(keyOf('a'))
  await until(() => stored.length === 1)
  expect(stored[0]).toEqual([keyOf('a'), (await source.detail(keyOf('a')))?.stored])
  await until(() => clock.timers === 2)

  clock.advance(1000)
  await until(() => clock.timers === 2)
  expect(stored).toHaveLength(1)

  await store.renew(ME)
  clock.advance(1000)
  await until(() => stored.length === 2)
  expect(stored[1]?.[1]).toMatchObject({ holder: 'worker 1', record: { leaseUntil: clock.now() + 14_000 } })

  await store.cancel('a', 'ada')
  await until(() => clock.timers === 2)
  clock.advance(1000)
  await until(() => stored.length === 3)
  expect(stored[2]?.[1].history).toMatchObject([{ type: 'created' }, { type: 'cancelRequested', by: 'ada' }])
  expect(row('a')?.changedAt).toBe(clock.now() - 1000)

  unwatch?.()
  await until(() => clock.timers === 1)
  await look()
  expect(clock.timers).toBe(1)
})

test('one that is watched no more at once is told nothing of', async () => {
  const { source, clock, stored } = await createScene({ fill: (inner) => inner.insert(session('a')) })
  source.watch?.(keyOf('a'))()
  source.watch?.(keyOf('a'))
  await until(() => clock.timers === 2)
  expect(clock.timers).toBe(2)
  expect(stored.length).toBeGreaterThan(0)
})

test('one that is gone is told at once', async () => {
  let isSlow = false
  const { source, clock, store, told } = await createScene({
    fill: (inner) => inner.insert(session('a')),
    spoil: (inner) => ({
      ...inner,
      list: (query) => (isSlow ? new Promise(() => {}) : inner.list(query)),
    }),
  })
  source.watch?.(keyOf('a'))
  await until(() => clock.timers === 2)
  isSlow = true
  await store.delete('a')
  told.length = 0
  clock.advance(1000)
  await until(() => told.length > 0)
  expect(told).toEqual([keyOf('a')])
})

test('one that there is not, and one that cannot be read, are told nothing of', async () => {
  let isBroken = false
  const { source, clock, stored, told } = await createScene({
    fill: (inner) => inner.insert(session('a')),
    spoil: (inner) => ({
      ...inner,
      history: (id) => (isBroken ? Promise.reject(new Error('it is locked')) : inner.history(id)),
    }),
  })
  told.length = 0
  isBroken = true
  for (const key of [keyOf('a'), keyOf('b'), 'live:1']) source.watch?.(key)
  await until(() => clock.timers === 4)
  expect([...stored, ...told]).toEqual([])
  isBroken = false
  clock.advance(1000)
  await until(() => stored.length === 1)
})

test('what is asked of one that is watched is told at once', async () => {
  const { source, clock, stored } = await createScene({
    async fill(inner) {
      for (const id of ['a', 'b']) await inner.insert(session(id), ME)
    },
  })
  const unwatch = source.watch?.(keyOf('a'))
  await until(() => stored.length === 1)
  await until(() => clock.timers === 2)
  await source.command(keyOf('b'), 'cancel', 'ada')
  await source.command(keyOf('a'), 'cancel', 'ada')
  await until(() => stored.length === 2)
  expect(stored[1]).toMatchObject([
    keyOf('a'),
    { record: { cancelRequested: true }, history: [{}, { type: 'cancelRequested', by: 'ada' }] },
  ])
  unwatch?.()
})
