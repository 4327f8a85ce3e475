import type { RowPage } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { createRowWindows } from '../../../../visualizer/src/list/row-windows.ts'
import { someRows } from './some-rows.ts'

const rows = someRows(10_000, 0)

const pageOf = (window: number, total = rows.length): RowPage => ({
  rows: rows.slice(window * 100, Math.min(window * 100 + 100, total)),
  total,
  counts: { total, status: {}, origin: {}, kind: {} },
})

test('rows are where the server has them', () => {
  const windows = createRowWindows()
  expect(windows.total).toBeUndefined()
  windows.take(0, pageOf(0))
  windows.take(7, pageOf(7))
  expect(windows.total).toBe(10_000)
  expect(windows.at(42)).toBe(rows[42])
  expect(windows.at(742)).toBe(rows[742])
  expect(windows.at(142)).toBeUndefined()
  expect(windows.indexOf('live:742')).toBe(742)
  expect(windows.indexOf('live:142')).toBeUndefined()
})

test('what is in view and not held is wanted', () => {
  const windows = createRowWindows()
  expect(windows.wanted(0, 40)).toEqual([{ window: 0, isKnown: false }])
  windows.take(0, pageOf(0))
  expect(windows.wanted(0, 40)).toEqual([])
  expect(windows.wanted(90, 130)).toEqual([{ window: 1, isKnown: false }])
  windows.outdate()
  expect(windows.wanted(90, 130)).toEqual([
    { window: 0, isKnown: true },
    { window: 1, isKnown: false },
  ])
  windows.clear()
  expect(windows.at(0)).toBeUndefined()
})

test('nothing beyond the end is wanted or held', () => {
  const windows = createRowWindows()
  windows.take(3, pageOf(3))
  windows.take(0, pageOf(0, 150))
  expect(windows.wanted(0, 500)).toEqual([{ window: 1, isKnown: false }])
  expect(windows.isKnown(3)).toBe(false)
})

test('of a list that was empty the beginning is wanted', () => {
  const windows = createRowWindows()
  windows.take(0, pageOf(0, 0))
  windows.outdate()
  expect(windows.wanted(0, 0)).toEqual([{ window: 0, isKnown: true }])
})

test('a row that has changed stays where it is', () => {
  const windows = createRowWindows()
  windows.take(0, pageOf(0))
  const changed = { ...pageOf(0).rows[5]!, attempt: 9 }
  windows.patch([changed, { ...pageOf(9).rows[0]! }])
  expect(windows.at(5)).toBe(changed)
  expect(windows.row(changed.key)).toBe(changed)
  expect(windows.row('live:900')).toBeUndefined()
})

test('of a long list that is scrolled through only what is near is held', () => {
  const windows = createRowWindows()
  for (let window = 0; window < 100; window++) windows.take(window, pageOf(window))
  expect(windows.at(9_950)).toBe(rows[9_950])
  expect(windows.at(50)).toBeUndefined()
  expect(windows.row('live:50')).toBeUndefined()
  expect(windows.row('live:9950')).toBe(rows[9_950])
})

test('rows that are in no window any more are not held, however often others come', () => {
  const windows = createRowWindows()
  for (let window = 0; window < 15; window++) windows.take(0, { ...pageOf(window), total: 100 })
  expect(windows.row('live:1450')).toBe(rows[1_450])
  expect(windows.row('live:50')).toBeUndefined()
})
