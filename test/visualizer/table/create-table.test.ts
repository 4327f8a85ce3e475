import { expect, test } from 'vitest'

import type { SessionRow } from 'holdfast/visualizer'
import { createNumbering } from '../../../src/visualizer/table/numbering.ts'
import { createTable } from '../../../src/visualizer/table/create-table.ts'
import { aRow, createFakeSource } from '../support/fake-source.ts'

const source = createFakeSource()
const store = createFakeSource({}, 'store')
const otherStore = createFakeSource({}, 'another store')

function tableOf(...rows: readonly SessionRow[]) {
  const numbering = createNumbering()
  const table = createTable(numbering)
  for (const row of rows) table.put(row, row.origin === 'stored' ? store : source)
  return { numbering, table, put: (row: SessionRow) => table.put(row, source) }
}

type TestTable = ReturnType<typeof tableOf>['table']

const keysOf = (table: TestTable) => table.allShown().map(({ row }) => row.key)

const live = (key: string, overrides: Partial<SessionRow> = {}) =>
  aRow(key, { id: 'invoice-1', ...overrides })

const stored = (key: string, overrides: Partial<SessionRow> = {}) =>
  aRow(key, { id: 'invoice-1', origin: 'stored', source: 'store', ...overrides })

test('a change is told by what it has come to', () => {
  const { table, put, numbering } = tableOf(aRow('a'), aRow('b'))
  const { last } = numbering
  for (let attempt = 1; attempt <= 100; attempt++) put(aRow('a', { attempt }))
  put(aRow('c'))
  table.remove('b')
  put(aRow('d'))
  table.remove('d')

  const changes = table.changesSince(last)
  expect(changes?.rows).toEqual([aRow('a', { attempt: 100 }), aRow('c')])
  expect(changes?.removed).toEqual(['b', 'd'])
  expect(changes?.upTo).toBe(numbering.last)
  expect(table.size).toBe(2)
})

test('a row that is told again as it is has not changed', () => {
  const row = aRow('a')
  const { table, put, numbering } = tableOf(row)
  const { rev } = table
  put(row)
  expect(table.rev).toBe(rev)
  expect(numbering.last).toBe(rev)
})

test('changes are told a few at a time', () => {
  const { table, put } = tableOf(aRow('a'), aRow('b'), aRow('c'))
  put(aRow('a', { attempt: 2 }))
  const first = table.changesSince(0, 2)
  expect(first?.rows.map(({ key }) => key)).toEqual(['b', 'c'])
  expect(table.changesSince(first!.upTo, 2)?.rows.map(({ key }) => key)).toEqual(['a'])
})

test('changes that came too long ago are not known', () => {
  const { table, put } = tableOf(aRow('a'))
  for (let attempt = 1; attempt < 20_000; attempt++) put(aRow('a', { attempt }))
  expect(table.changesSince(0)?.rows).toHaveLength(1)
  put(aRow('b'))
  expect(table.changesSince(0)).toBeUndefined()
  expect(table.changesSince(1)?.rows).toHaveLength(2)
})

test('what is not there is not removed', () => {
  const { table, numbering } = tableOf(aRow('a'))
  table.remove('b')
  expect(numbering.last).toBe(1)
  expect(table.has('a')).toBe(true)
  expect(table.has('b')).toBe(false)
})

test('rows are counted as they come, change and go', () => {
  const { table, put } = tableOf(
    aRow('a', { kind: 'charge' }),
    aRow('b', { status: 'failed' }),
    aRow('c', { origin: 'recorded', status: 'failed' }),
  )
  expect(table.counts()).toEqual({
    total: 3,
    status: { active: 1, failed: 2 },
    origin: { live: 2, recorded: 1 },
    kind: { charge: 1, retry: 2 },
  })
  put(aRow('a', { kind: 'charge', status: 'done' }))
  table.remove('c')
  expect(table.counts()).toEqual({
    total: 2,
    status: { done: 1, failed: 1 },
    origin: { live: 2 },
    kind: { charge: 1, retry: 1 },
  })
})

test('the counts are the same object until something is another number', () => {
  const { table, put } = tableOf(aRow('a'))
  const counts = table.counts()
  put(aRow('a', { attempt: 2 }))
  expect(table.counts()).toBe(counts)
  put(aRow('a', { status: 'done' }))
  expect(table.counts()).not.toBe(counts)
  expect(counts.status).toEqual({ active: 1 })
})

test('a kind may have any name', () => {
  const { table } = tableOf(aRow('a', { kind: '__proto__' }), aRow('b', { kind: 'constructor' }))
  expect(Object.entries(table.counts().kind)).toEqual([
    ['__proto__', 1],
    ['constructor', 1],
  ])
})

test('a source that goes takes its rows with it', () => {
  const { table } = tableOf(aRow('a'), stored('s', { id: 'other' }), aRow('b'))
  table.removeAllOf(source)
  expect(keysOf(table)).toEqual(['s'])
})

test.each(['active', 'sleeping'] as const)('a session that is %s and stored is one line', (status) => {
  const { table } = tableOf(
    stored('s', { owner: 'worker-1', leaseUntil: 99, can: ['cancel', 'round'], status: 'sleeping' }),
    live('l', { status, can: ['wake', 'cancel'], attempt: 4 }),
  )
  expect(table.allShown().map(({ row }) => row)).toEqual([
    live('l', {
      status,
      attempt: 4,
      storedKey: 's',
      owner: 'worker-1',
      leaseUntil: 99,
      can: ['wake', 'round', 'cancel'],
    }),
  ])
  expect(table.counts().total).toBe(1)
})

test('whichever comes first, they are one line', () => {
  const { table, numbering } = tableOf(live('l'), stored('s'))
  expect(table.allShown().map(({ row }) => row)).toEqual([live('l', { storedKey: 's' })])
  expect(table.changesSince(0)).toEqual({
    rows: [live('l', { storedKey: 's' })],
    removed: [],
    upTo: numbering.last,
  })
})

test('when it comes alive its line takes the place of the stored one, until it has ended', () => {
  const { table, put, numbering } = tableOf(stored('s', { status: 'active' }))
  let { last } = numbering
  put(live('l'))
  expect(table.changesSince(last)).toMatchObject({ rows: [live('l', { storedKey: 's' })], removed: ['s'] })

  last = numbering.last
  put(live('l', { status: 'done', limit: 5 }))
  // What only its program knows stays.
  const known = { name: 'name of l', limit: 5 }
  expect(table.changesSince(last)).toMatchObject({ rows: [stored('s', known)], removed: ['l'] })

  last = numbering.last
  table.put(stored('s', { status: 'done' }), store)
  expect(table.changesSince(last)).toMatchObject({
    rows: [stored('s', { status: 'done', ...known })],
    removed: [],
  })
})

test('when its lease changes its line does', () => {
  const { table, numbering } = tableOf(stored('s', { leaseUntil: 1 }), live('l'))
  const { last } = numbering
  table.put(stored('s', { leaseUntil: 2 }), store)
  expect(table.changesSince(last)?.rows).toEqual([live('l', { storedKey: 's', leaseUntil: 2 })])
})

test('what was asked of it in its store its line says', () => {
  const { table } = tableOf(stored('s', { asked: 'cancel' }), live('l'))
  expect(table.shown('l')?.row).toEqual(live('l', { storedKey: 's', asked: 'cancel' }))
})

test('a session that has ended and is not stored any more is shown as it was', () => {
  const { table } = tableOf(stored('s'), live('l', { status: 'done' }))
  expect(keysOf(table)).toEqual(['s'])
  table.remove('s')
  expect(table.allShown().map(({ row }) => row)).toEqual([live('l', { status: 'done' })])
})

test('a session is stored still when its live one is forgotten', () => {
  const { table } = tableOf(stored('s'), live('l'))
  table.remove('l')
  expect(keysOf(table)).toEqual(['s'])
})

test('sessions of another kind, another id or none are others', () => {
  const { table } = tableOf(
    stored('s'),
    live('kind', { kind: 'other' }),
    live('id', { id: 'invoice-2' }),
    aRow('none'),
    live('recorded', { origin: 'recorded' }),
  )
  expect(keysOf(table)).toEqual(['s', 'kind', 'id', 'none', 'recorded'])
})

test('a session of that id in a second store is another one', () => {
  const { table } = tableOf(stored('s'))
  table.put(stored('second'), otherStore)
  table.put(live('l'), source)
  expect(keysOf(table)).toEqual(['second', 'l'])
  expect(table.find('second')?.row.key).toBe('second')
  expect(table.find('second')?.told).toBeUndefined()
})

test('a row that is of another session now is found there', () => {
  const { table, put } = tableOf(
    stored('s'),
    live('l', { id: 'invoice-2' }),
    stored('t', { id: 'invoice-2' }),
  )
  expect(keysOf(table)).toEqual(['s', 'l'])
  put(live('l', { id: 'invoice-1' }))
  expect(keysOf(table)).toEqual(['t', 'l'])
  put(live('l', { id: 'invoice-1', kind: 'other' }))
  expect(keysOf(table)).toEqual(['t', 's', 'l'])
})

test('a session is found by any of its keys', () => {
  const { table, put } = tableOf(stored('s'), live('l'), aRow('alone'), aRow('rec', { origin: 'recorded' }))
  const parts = (key: string) => {
    const line = table.find(key)
    return [line?.row.key, line?.told?.row.key, line?.stored?.row.key]
  }
  expect(parts('l')).toEqual(['l', 'l', 's'])
  expect(parts('s')).toEqual(['l', 'l', 's'])
  expect(parts('alone')).toEqual(['alone', 'alone', undefined])
  expect(parts('rec')).toEqual(['rec', 'rec', undefined])
  expect(parts('nobody')).toEqual([undefined, undefined, undefined])
  expect(table.find('l')?.stored?.source).toBe(store)
  expect(table.find('l')?.told?.source).toBe(source)

  put(live('l', { status: 'failed' }))
  expect(parts('l')).toEqual(['s', 'l', 's'])
  expect(parts('s')).toEqual(['s', 'l', 's'])
  expect(table.shown('l')).toBeUndefined()

  put(live('l2', { startedAt: 5 }))
  expect(parts('l')).toEqual(['l2', 'l', 's'])
  expect(parts('s')).toEqual(['l2', 'l2', 's'])
})

test('of those that have ended, the one that began last tells of a stored session', () => {
  const ended = (key: string, startedAt: number) => live(key, { status: 'done', startedAt })
  const { table } = tableOf(stored('s'), ended('first', 1), ended('third', 3), ended('second', 2))
  expect(table.find('s')?.told?.row.key).toBe('third')
})

test('one that runs tells of a stored session rather than one that began later', () => {
  const { table } = tableOf(
    stored('s'),
    live('runs', { startedAt: 1 }),
    live('later', { status: 'failed', startedAt: 2 }),
  )
  expect(table.find('s')?.told?.row.key).toBe('runs')
})

test('the sessions that one has started are found, each by its line', () => {
  const { table } = tableOf(
    aRow('parent', { id: 'p' }),
    aRow('child', { parent: 'parent' }),
    live('l', { parent: 'parent', status: 'done' }),
    stored('s'),
    aRow('grandchild', { parent: 'child' }),
  )
  expect(table.children(table.find('parent')!)).toEqual(['child', 's'])
  expect(table.children(table.find('s')!)).toEqual([])
})

test('a session that was removed may come again', () => {
  const { table, put } = tableOf(live('l'))
  table.remove('l')
  put(live('l'))
  table.put(stored('s'), store)
  expect(table.allShown().map(({ row }) => row)).toEqual([live('l', { storedKey: 's' })])
})

test('a limit is not put beside the attempts of all rounds', () => {
  const { table, put } = tableOf(stored('s', { status: 'done', attempt: 5, ofAllRounds: true }))
  put(live('l', { status: 'done', attempt: 2, limit: 3 }))
  expect(table.find('s')?.row).toMatchObject({ attempt: 5, name: 'name of l' })
  expect(table.find('s')?.row).not.toHaveProperty('limit')
})

test('what was asked of a session in its store is a change of its line', () => {
  const { table } = tableOf(stored('s', { changedAt: 5 }), live('l', { changedAt: 3 }))
  expect(table.find('l')?.row.changedAt).toBe(5)
  table.put(live('l', { changedAt: 7 }), source)
  expect(table.find('l')?.row.changedAt).toBe(7)
})

test('where ids look alike in a store, none of them is the live one, until there is one alone', () => {
  const { table } = tableOf(stored('s'), live('l'), stored('t'))
  expect(keysOf(table)).toEqual(['l', 's', 't'])
  expect(table.shown('l')?.row).toEqual(live('l'))
  expect(table.find('l')?.stored).toBeUndefined()
  expect(table.find('s')?.told).toBeUndefined()
  table.put(stored('s', { attempt: 2 }), store)
  expect(table.shown('s')?.row.attempt).toBe(2)
  table.put(stored('of another store'), otherStore)
  expect(table.find('l')?.stored).toBeUndefined()

  table.remove('s')
  expect(table.shown('l')?.row).toEqual(live('l', { storedKey: 't' }))
  table.put(stored('of another store', { attempt: 3 }), otherStore)
  expect(table.shown('of another store')?.row.attempt).toBe(3)
  table.remove('t')
  expect(table.shown('l')?.row).toEqual(live('l', { storedKey: 'of another store' }))
})

test('several that run under one name are said to', () => {
  const { table, put } = tableOf(stored('s'), live('l'))
  expect(table.find('l')?.isOneOfSeveral).toBe(false)
  put(live('l2'))
  expect(['s', 'l', 'l2'].map((key) => table.find(key)?.isOneOfSeveral)).toEqual([true, true, true])
  put(live('l', { status: 'done' }))
  expect(table.find('l2')?.isOneOfSeveral).toBe(false)
  expect(table.find('l2')?.told?.row.key).toBe('l2')
})

test('when the one that ran last is forgotten, or begins again, the one before it tells of the session', () => {
  const ended = (key: string, startedAt: number) => live(key, { status: 'done', startedAt })
  const { table, put } = tableOf(stored('s'), ended('first', 1), ended('second', 2), ended('third', 3))
  const teller = () => table.find('s')?.told?.row.key
  put(ended('third', 0))
  expect(teller()).toBe('second')
  table.remove('second')
  expect(teller()).toBe('first')
})

test.each([true, false])(
  'namesakes, however many, are not looked through at each message (stored: %s)',
  (isStored) => {
    let reads = 0
    /** Whoever looks at a row asks where it is from. */
    const counted = (key: string): SessionRow => ({
      ...live(key, { status: 'stopped' }),
      get origin() {
        reads++
        return 'live' as const
      },
    })
    const { table, put } = tableOf(...(isStored ? [stored('s')] : []))
    for (let n = 0; n < 500; n++) put(counted(`l${n}`))
    reads = 0
    put(counted('one more'))
    put(counted('l250'))
    table.remove('l100')
    table.find('l200')
    expect(reads).toBeGreaterThan(0)
    expect(reads).toBeLessThan(100)
  },
)
