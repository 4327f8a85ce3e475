import { expect, test } from 'vitest'

import { MOST_ROWS, rowByKey, rowsInView, topToSee } from '../../../../visualizer/src/list/rows-in-view.ts'

const viewport = { top: 100, height: 100, rowHeight: 20 }

test('rows that are seen in part are in view', () => {
  expect(rowsInView(viewport, 1000)).toEqual({ first: 5, last: 10 })
  expect(rowsInView({ ...viewport, top: 119 }, 1000)).toEqual({ first: 5, last: 11 })
})

test('no row beyond the last one is in view', () => {
  expect(rowsInView(viewport, 8)).toEqual({ first: 5, last: 7 })
  expect(rowsInView(viewport, 2)).toEqual({ first: 1, last: 1 })
  expect(rowsInView(viewport, 0)).toEqual({ first: 0, last: 0 })
  expect(rowsInView({ ...viewport, top: 1e9 }, 1e9).last).toBe(MOST_ROWS - 1)
})

test('a row that is in view needs no scrolling', () => {
  expect(topToSee(5, viewport)).toBeUndefined()
  expect(topToSee(9, viewport)).toBeUndefined()
  expect(topToSee(4, viewport)).toBe(80)
  expect(topToSee(10, viewport)).toBe(120)
})

test.each([
  ['ArrowDown', 4],
  ['ArrowUp', 2],
  ['PageDown', 13],
  ['PageUp', 0],
  ['Home', 0],
  ['End', 99],
  ['a', undefined],
])('%s leads from the row 3 to %s', (key, index) => {
  expect(rowByKey(key, 3, { rowsInPage: 10, total: 100 })).toBe(index)
})

test('no key leads out of the list', () => {
  expect(rowByKey('ArrowDown', 99, { rowsInPage: 10, total: 100 })).toBe(99)
  expect(rowByKey('End', 0, { rowsInPage: 10, total: 0 })).toBe(0)
})
