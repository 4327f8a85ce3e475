import fc from 'fast-check'
import type { RowQuery, SessionRow } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test, vi } from 'vitest'

import { createRowQueries } from '../../../src/visualizer/table/create-row-queries.ts'
import { createTable } from '../../../src/visualizer/table/create-table.ts'
import { createNumbering } from '../../../src/visualizer/table/numbering.ts'
import { quiet } from '../../support/next-turn.ts'
import { aRow, createFakeSource } from '../support/fake-source.ts'

const source = createFakeSource()

function queriesOf(rows: readonly SessionRow[]) {
  const table = createTable(createNumbering())
  const clock = createVirtualClock()
  const put = (row: SessionRow) => table.put(row, source)
  rows.forEach(put)
  const queries = createRowQueries(table, clock)
  const keys = async (query: RowQuery) => (await queries.page(query)).rows.map(({ key }) => key)
  return { table, clock, put, queries, keys }
}

const manyRows = (count: number, rowOf: (n: number) => Partial<SessionRow> = () => ({})) =>
  Array.from({ length: count }, (_, n) =>
    aRow(`row-${String(n).padStart(6, '0')}`, { changedAt: n, ...rowOf(n) }),
  )

const MIXED = [
  aRow('a', { name: 'Charge', kind: 'payment', id: 'inv-1', status: 'failed', error: 'TimeoutError: slow' }),
  aRow('b', { name: 'mail', kind: 'payment', state: 'sleeping.resting', status: 'sleeping', wakeAt: 20 }),
  aRow('c', { name: 'Bill', origin: 'recorded', status: 'done', attempt: 7, startedAt: 9 }),
  aRow('d', { name: 'mail', origin: 'stored', status: 'sleeping', wakeAt: 10, attempt: 2, changedAt: 4 }),
]

test('sessions that go on are one group, those that began last first, for they go to and fro', async () => {
  const { keys } = queriesOf([
    aRow('first', { status: 'sleeping', startedAt: 1 }),
    aRow('last', { status: 'active', startedAt: 3 }),
    aRow('second', { status: 'sleeping', startedAt: 2 }),
    aRow('failed', { status: 'failed', startedAt: 0 }),
  ])
  expect(await keys({ sort: 'status', order: 'asc' })).toEqual(['failed', 'last', 'second', 'first'])
})

test.each<[RowQuery, string[]]>([
  [{}, ['d', 'c', 'a', 'b']],
  [{ search: 'mail' }, ['d', 'b']],
  [{ search: ' TIMEOUT  charge ' }, ['a']],
  [{ search: 'payment inv-1' }, ['a']],
  [{ search: 'RESTING' }, ['b']],
  [{ search: 'charge mail' }, []],
  [{ search: '"payment inv-1"' }, []],
  [{ search: '"Error: slow" charge' }, ['a']],
  [{ search: '"slow Error:"' }, []],
  [{ search: 'charge"error: SL' }, ['a']],
  [{ search: '"" " ' }, ['d', 'c', 'a', 'b']],
  [{ status: ['failed', 'done'] }, ['c', 'a']],
  [{ status: [] }, []],
  [{ kind: ['payment'] }, ['a', 'b']],
  [{ origin: ['recorded', 'stored'] }, ['d', 'c']],
  [{ status: ['sleeping'], kind: ['retry'], search: 'mail' }, ['d']],
  [{ sort: 'started' }, ['c', 'a', 'b', 'd']],
  [{ sort: 'wake', order: 'asc' }, ['d', 'b', 'c', 'a']],
  [{ sort: 'wake' }, ['b', 'd', 'c', 'a']],
  [{ sort: 'attempt' }, ['c', 'd', 'a', 'b']],
  [{ sort: 'name', order: 'asc' }, ['c', 'a', 'b', 'd']],
  [{ sort: 'name' }, ['d', 'b', 'a', 'c']],
  [{ sort: 'status', order: 'asc' }, ['a', 'b', 'd', 'c']],
  [{ sort: 'status', order: 'desc' }, ['c', 'b', 'd', 'a']],
  [{ offset: 1, limit: 2 }, ['c', 'a']],
  [{ offset: 9 }, []],
])('%j finds its rows in its order', async (query, found) => {
  expect(await queriesOf(MIXED).keys(query)).toEqual(found)
})

test('rows that are equal come by key, whichever was there first', async () => {
  const { keys } = queriesOf(['c', 'a', 'd', 'b'].map((key) => aRow(key)))
  expect(await keys({})).toEqual(['a', 'b', 'c', 'd'])
  expect(await keys({ order: 'asc' })).toEqual(['a', 'b', 'c', 'd'])
})

test('a page has a hundred rows, and says how many there are of how many', async () => {
  const { queries } = queriesOf(manyRows(250, (n) => ({ status: n < 150 ? 'failed' : 'done' })))
  const page = await queries.page({ status: ['failed'] })
  expect(page.rows).toHaveLength(100)
  expect(page.total).toBe(150)
  expect(page.counts.status).toEqual({ failed: 150, done: 100 })
})

test('pages far behind go on where those before them ended', async () => {
  const { keys } = queriesOf(manyRows(9001, (n) => ({ changedAt: (n * 7919) % 9001 })))
  const all: string[] = []
  for (let offset = 0; offset < 9001; offset += 500) all.push(...(await keys({ offset, limit: 500 })))
  const expected = manyRows(9001, (n) => ({ changedAt: (n * 7919) % 9001 }))
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .map(({ key }) => key)
  expect(all).toEqual(expected)
})

test('whatever the rows are, a page is a slice of all in order', async () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }), {
    maxLength: 3000,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.nat(3000),
      fc.constantFrom('asc', 'desc'),
      async (attempts, offset, order) => {
        const rows = manyRows(attempts.length, (n) =>
          attempts[n] === undefined ? {} : { attempt: attempts[n] },
        )
        const direction = order === 'asc' ? 1 : -1
        const last = order === 'asc' ? Infinity : -Infinity
        const value = ({ attempt = last }: SessionRow) => attempt
        const sorted = rows
          .toSorted((a, b) => (value(a) === value(b) ? 0 : direction * (value(a) - value(b))))
          .slice(offset, offset + 50)
          .map(({ key }) => key)
        expect(await queriesOf(rows).keys({ sort: 'attempt', order, offset, limit: 50 })).toEqual(sorted)
      },
    ),
    { numRuns: 20 },
  )
})

test('what is asked again while nothing changes is not looked for again', async () => {
  const { table, queries } = queriesOf(manyRows(10))
  const looks = vi.spyOn(table, 'allShown')
  await Promise.all([
    queries.page({ limit: 5 }),
    queries.page({ offset: 5 }),
    queries.page({ status: undefined as never }),
  ])
  await queries.page({ order: 'asc', sort: 'name' })
  await queries.page({ sort: 'name', order: 'asc' })
  expect(looks).toHaveBeenCalledTimes(3)
})

test('an answer is no older than its question', async () => {
  const { put, keys } = queriesOf(manyRows(10))
  await keys({ limit: 1 })
  put(aRow('new', { changedAt: 100 }))
  expect(await keys({ limit: 1 })).toEqual(['new'])
})

test('in a large table one asks at most four times a second, all together', async () => {
  const { table, put, keys, clock } = queriesOf(manyRows(6000))
  const looks = vi.spyOn(table, 'allShown')
  await keys({ limit: 1 })
  clock.advance(100)
  put(aRow('new', { changedAt: 10_000 }))
  const answers = Promise.all([keys({ limit: 1 }), keys({ limit: 1 })])
  clock.advance(100)
  put(aRow('newer', { changedAt: 10_001 }))
  clock.advance(49)
  await quiet()
  expect(looks).toHaveBeenCalledTimes(1)
  clock.advance(1)
  expect(await answers).toEqual([['newer'], ['newer']])
  expect(looks).toHaveBeenCalledTimes(2)

  put(aRow('newest', { changedAt: 10_002 }))
  clock.advance(250)
  expect(await keys({ limit: 1 })).toEqual(['newest'])
})

test('rows that go while others are looked at are not on the page', async () => {
  const { table, keys, queries } = queriesOf(manyRows(3000))
  const page = keys({ limit: 2 })
  table.remove('row-002999')
  expect(await page).toEqual(['row-002998'])
  expect(await queries.keys({ search: 'row-00000' })).toHaveLength(10)
})

test('no more than ten answers are kept', async () => {
  const { table, queries } = queriesOf(manyRows(10))
  const looks = vi.spyOn(table, 'allShown')
  const ask = (n: number) => queries.page({ search: `row ${n}` })
  for (let n = 0; n <= 10; n++) await ask(n)
  await ask(1)
  expect(looks).toHaveBeenCalledTimes(11)
  await ask(0)
  expect(looks).toHaveBeenCalledTimes(12)
})

test('others have their turn while many rows are looked at', async () => {
  const { queries } = queriesOf(manyRows(50_000))
  let turns = 0
  let isDone = false
  const count = () => {
    turns++
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await queries.page({ offset: 40_000, sort: 'name', search: 'row' })
  isDone = true
  expect(turns).toBeGreaterThan(2)
})
