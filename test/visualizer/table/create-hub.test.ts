import { expect, test } from 'vitest'

import { createHub } from '../../../src/visualizer/table/create-hub.ts'
import { quiet } from '../../support/next-turn.ts'
import { aMessage, aRow, createFakeSource } from '../support/fake-source.ts'

function hubWith(source = createFakeSource()) {
  const hub = createHub()
  const remove = hub.addSource(source)
  const changes = { heard: 0 }
  hub.onChange(() => changes.heard++)
  return { hub, source, remove, changes }
}

test('rows come and go as their source tells', () => {
  const { hub, source, changes } = hubWith()
  source.tell.row(aRow('a'))
  source.tell.row(aRow('a', { status: 'done' }))
  expect(hub.table.find('a')?.row.status).toBe('done')
  source.tell.removed('a')
  expect(hub.table.size).toBe(0)
  expect(changes.heard).toBe(3)
})

test('sources are told of as they are now', () => {
  let connected = true
  const { hub, source, changes } = hubWith(
    createFakeSource({ info: () => ({ id: 'p', type: 'program', title: 'app', connected }) }),
  )
  const before = hub.sourcesRev
  connected = false
  source.tell.changed()
  expect(hub.sources()).toEqual([{ id: 'p', type: 'program', title: 'app', connected: false }])
  expect(hub.sourcesRev).toBeGreaterThan(before)
  expect(changes.heard).toBe(1)
})

test.each([
  [
    'throws',
    () => {
      throw new Error('no such file')
    },
    'could not be read: no such file',
  ],
  ['rejects', () => Promise.reject(new Error('locked')), 'could not be read: locked'],
  [
    'throws what is no error',
    () => {
      throw 'oops'
    },
    'could not be read: "oops"',
  ],
])('a source that %s when it starts is shown with the reason', async (_how, start, remark) => {
  const { hub } = hubWith(createFakeSource({ start }))
  await quiet()
  expect(hub.sources()).toEqual([
    { id: 'fake', type: 'program', title: 'fake (1)', connected: false, remark },
  ])
})

test('a source that is removed is closed, and its rows go; what it tells then is not heard', async () => {
  const { hub, source, remove, changes } = hubWith()
  source.tell.row(aRow('a'))
  hub.watched.touch('a')
  await remove()
  expect(source.isClosed).toBe(true)
  expect(hub.sources()).toEqual([])
  expect(hub.table.size).toBe(0)
  const { heard } = changes
  source.tell.row(aRow('b'))
  source.tell.removed('a')
  source.tell.message('a', aMessage(1))
  source.tell.changed()
  expect(changes.heard).toBe(heard)
  expect(hub.table.size).toBe(0)
  source.isClosed = false
  await remove()
  expect(source.isClosed).toBe(false)
})

test('when the hub closes its sources do', async () => {
  const { hub, source } = hubWith()
  const second = createFakeSource()
  hub.addSource(second)
  await hub.close()
  expect([source.isClosed, second.isClosed]).toEqual([true, true])
})

test('what is told of a session that somebody looks at is kept', () => {
  const { hub, source, changes } = hubWith()
  hub.watched.touch('a')
  source.tell.message('a', aMessage(1))
  source.tell.definition('a', { id: 'retry' })
  source.tell.stored('a', { store: 'db' } as never)
  expect(hub.watched.since('a', 0, hub.numbering.last)).toEqual({
    messages: [JSON.stringify(aMessage(1))],
    definition: '{"id":"retry"}',
    stored: '{"store":"db"}',
  })
  expect(changes.heard).toBe(3)
})

test('of a stored session that somebody looks at all is kept from when it comes alive', () => {
  const { hub, source } = hubWith()
  const store = createFakeSource({}, 'store')
  hub.addSource(store)
  store.tell.row(aRow('s', { id: 'invoice-1', origin: 'stored' }))
  store.tell.row(aRow('t', { id: 'invoice-2', origin: 'stored' }))
  hub.watched.touch('s')
  source.tell.row(aRow('l', { id: 'invoice-1' }))
  source.tell.row(aRow('m', { id: 'invoice-2' }))
  expect(hub.watched.isWatched('l')).toBe(true)
  expect(hub.watched.isWatched('m')).toBe(false)
})
