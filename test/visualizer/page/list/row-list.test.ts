import type { RowPage, SessionRow } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test } from 'vitest'

import type { Filters } from '../../../../visualizer/src/address/filters.ts'
import { createRowList } from '../../../../visualizer/src/list/row-list.ts'
import { nextTurn } from '../../../support/next-turn.ts'
import { someRows } from './some-rows.ts'

interface Question {
  readonly filters: Filters
  readonly offset: number
  readonly signal: AbortSignal
  answer(rows?: readonly SessionRow[], total?: number): Promise<void>
  fail(error: unknown): Promise<void>
}

function listOf(filters: Filters = {}) {
  const clock = createVirtualClock()
  const rows = someRows(1_000, clock.now())
  const questions: Question[] = []
  const pages: RowPage[] = []
  const list = createRowList({
    clock,
    filters,
    onPage: (page) => pages.push(page),
    fetchRows: (asked, offset, limit, signal) =>
      new Promise((resolve, reject) => {
        questions.push({
          filters: asked,
          offset,
          signal,
          answer(found = rows.slice(offset, offset + limit), total = rows.length) {
            resolve({ rows: found, total, counts: { total, status: {}, origin: {}, kind: {} } })
            return nextTurn()
          },
          fail(error) {
            reject(error)
            return nextTurn()
          },
        })
      }),
  })
  const next = (): Question => {
    const question = questions.shift()
    if (question === undefined) throw new Error('Nothing was asked.')
    return question
  }
  return { list, clock, rows, questions, pages, next }
}

/** A list whose first rows have come. */
async function shownList(filters?: Filters) {
  const shown = listOf(filters)
  shown.list.show(0, 30)
  shown.list.refresh()
  await shown.next().answer()
  return shown
}

const update = (rows: readonly SessionRow[]) => ({ now: 0, rows })

test('nothing is asked before the list is started', async () => {
  const { list, questions, pages, next } = listOf({ status: ['failed'] })
  list.show(0, 30)
  expect(questions).toEqual([])
  list.refresh()
  expect(next()).toMatchObject({ filters: { status: ['failed'] }, offset: 0 })
  expect(list.state.value).toEqual({ total: undefined, isLoading: true, isHeld: false, changes: 0 })
  expect(pages).toEqual([])
})

test('rows come as they are scrolled into view, a few windows at once', async () => {
  const { list, rows, questions, pages, next } = await shownList()
  expect(list.state.value).toMatchObject({ total: 1_000, isLoading: false })
  expect(list.at(7)).toBe(rows[7])
  expect(pages).toHaveLength(1)

  list.show(290, 620)
  expect(questions.map(({ offset }) => offset)).toEqual([200, 300])
  list.show(700, 730)
  await next().answer()
  // What is in view now comes before what was on the way.
  expect(questions.map(({ offset }) => offset)).toEqual([300, 700])
})

test('a row that changes is shown in its place at once, and the order half a second after the one before', async () => {
  const { list, clock, rows, questions, next } = await shownList()
  const changed = { ...rows[3]!, attempt: 99 }
  list.take(update([changed]))
  expect(list.at(3)).toBe(changed)
  expect(list.state.value.changes).toBe(1)

  clock.advance(499)
  expect(questions).toEqual([])
  clock.advance(1)
  await next().answer([changed, ...rows.slice(0, 3), ...rows.slice(4, 100)])
  expect(list.at(0)).toBe(changed)
  expect(list.indexOf(changed.key)).toBe(0)
  expect(list.state.value.changes).toBe(0)

  clock.advance(10_000)
  expect(questions).toEqual([])
})

test('an answer that is slow is waited for, however much changes', async () => {
  const { list, clock, rows, questions, next } = await shownList()
  list.take(update([rows[3]!]))
  clock.advance(500)
  const slow = next()
  for (let second = 0; second < 5; second++) {
    list.take(update([rows[second]!]))
    clock.advance(1_000)
  }
  expect(questions).toEqual([])
  expect(slow.signal.aborted).toBe(false)
  await slow.answer()
  clock.advance(500)
  expect(questions).toHaveLength(1)
})

test('no row moves while the list is held', async () => {
  const { list, clock, rows, questions, next } = await shownList()
  list.hold(true)
  list.take(update([{ ...rows[3]!, attempt: 99 }]))
  list.take(update([{ ...rows[3]!, attempt: 100 }, rows[4]!]))
  clock.advance(10_000)
  expect(questions).toEqual([])
  expect(list.state.value).toMatchObject({ changes: 2, isHeld: true })

  list.hold(false)
  expect(list.state.value.isHeld).toBe(false)
  clock.advance(0)
  await next().answer(rows.toReversed().slice(0, 100))
  expect(list.at(0)).toBe(rows.at(-1))
})

test('an order that was under way when the list came to be held waits', async () => {
  const { list, clock, rows, questions, next } = await shownList()
  list.take(update([rows[3]!]))
  clock.advance(500)
  list.hold(true)
  await next().answer(rows.toReversed().slice(0, 100))
  expect(list.at(0)).toBe(rows[0])
  expect(questions).toEqual([])

  list.hold(false)
  await next().answer(rows.toReversed().slice(0, 100))
  expect(list.at(0)).toBe(rows.at(-1))
})

test('a list that is held is put in order when that is asked for', async () => {
  const { list, rows, next } = await shownList()
  list.hold(true)
  list.refresh()
  await next().answer(rows.toReversed().slice(0, 100))
  expect(list.at(0)).toBe(rows.at(-1))
})

test('what is out of date is asked for at once, and while the list is held once it is let go', async () => {
  const { list, rows, questions, next } = await shownList()
  list.outdate()
  await next().answer(rows.slice(1, 101))
  expect(list.at(0)).toBe(rows[1])

  list.hold(true)
  list.outdate()
  expect(questions).toEqual([])
  list.hold(false)
  await next().answer(rows.toReversed().slice(0, 100))
  expect(list.at(0)).toBe(rows.at(-1))
})

test('rows that are not there are fetched while the list is held', async () => {
  const { list, rows, next } = await shownList()
  list.hold(true)
  list.show(200, 230)
  await next().answer()
  expect(list.at(210)).toBe(rows[210])
})

test('other filters are asked for at once, and what is there is shown until they are answered', async () => {
  const { list, rows, next } = await shownList()
  list.show(200, 230)
  const before = next()
  list.filter({ search: 'x' })
  expect(before.signal.aborted).toBe(true)
  expect(list.state.value).toMatchObject({ isLoading: true, total: 1_000 })
  expect(list.at(0)).toBe(rows[0])

  const after = next()
  expect(after).toMatchObject({ filters: { search: 'x' }, offset: 0 })
  await before.answer()
  await after.answer([rows[500]!], 1)
  expect(list.state.value).toMatchObject({ isLoading: false, total: 1 })
  expect(list.at(0)).toBe(rows[500])
  expect(list.at(1)).toBeUndefined()
})

test('changes that cannot touch the list are not counted', async () => {
  const { list, clock, rows, questions } = await shownList({ status: ['failed'], origin: ['live'] })
  const unknown = { ...rows[900]!, key: 'live:new' }
  list.take(update([{ ...unknown, status: 'done', origin: 'live' }]))
  list.take(update([{ ...unknown, status: 'failed', origin: 'stored' }]))
  list.take({ now: 0, removed: ['live:other'] })
  list.take({ now: 0 })
  clock.advance(10_000)
  expect(questions).toEqual([])

  list.take(update([{ ...unknown, status: 'failed', origin: 'live' }]))
  list.take({ now: 0, removed: [rows[0]!.key] })
  expect(list.state.value.changes).toBe(2)
})

test('what failed is told, and tried again with the next change', async () => {
  const { list, clock, rows, next } = await shownList()
  list.take(update([rows[3]!]))
  clock.advance(500)
  await next().fail(new Error('the server answered 500'))
  expect(list.state.value).toMatchObject({ problem: 'the server answered 500', total: 1_000 })
  list.take(update([rows[3]!]))
  clock.advance(500)
  await next().answer()
  expect(list.state.value.problem).toBeUndefined()
})

test('what cannot be had is a problem until it can, whatever was thrown, and an answer too late is none', async () => {
  const { list, next } = listOf()
  list.show(0, 30)
  list.show(0, 30)
  list.refresh()
  const late = next()
  list.refresh()
  await late.fail(new Error('too late'))
  expect(list.state.value.problem).toBeUndefined()
  await next().fail('odd')
  expect(list.state.value.problem).toBe('odd')
  list.refresh()
  await next().answer()
  expect(list.state.value.problem).toBeUndefined()
})

test('what changes before the list is started, or in no row, asks for nothing', async () => {
  const { list, rows, questions, next } = listOf()
  list.show(0, 30)
  list.take(update([rows[0]!]))
  list.outdate()
  expect(questions).toEqual([])
  list.refresh()
  const before = list.state.value
  list.take({ now: 0 })
  expect(list.state.value).toBe(before)
  await next().answer()
})

test('no more than two windows are asked for at once', async () => {
  const { list, questions } = await shownList()
  list.show(100, 499)
  expect(questions.map(({ offset }) => offset)).toEqual([100, 200])
  list.show(100, 498)
  expect(questions).toHaveLength(2)
})

test('a window that is under way is not asked for again', async () => {
  const { list, questions } = await shownList()
  list.show(110, 140)
  list.show(120, 150)
  expect(questions.map(({ offset }) => offset)).toEqual([100])
})
