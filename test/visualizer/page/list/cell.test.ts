import { expect, test } from 'vitest'

import { createCell } from '../../../../visualizer/src/state/cell.ts'

test('whoever watches a cell hears of each other value, until he looks away', () => {
  const cell = createCell(1)
  const heard: number[] = []
  const unsubscribe = cell.subscribe(() => heard.push(cell.value))
  cell.set(2)
  cell.set(2)
  cell.set(3)
  unsubscribe()
  cell.set(4)
  expect(heard).toEqual([2, 3])
  expect(cell.value).toBe(4)
})
