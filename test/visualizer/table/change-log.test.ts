import { expect, test } from 'vitest'

import { createChangeLog } from '../../../src/visualizer/table/change-log.ts'

function logOf(size: number, ...changes: readonly (readonly [n: number, key: string])[]) {
  const log = createChangeLog(size)
  for (const [n, key] of changes) log.add(n, key)
  return log
}

test('a log that is empty knows of no changes', () => {
  expect(createChangeLog(3).since(0, 10)).toEqual({ keys: [], upTo: undefined })
})

test('what came after a number is told in order', () => {
  const log = logOf(10, [1, 'a'], [4, 'b'], [5, 'c'])
  expect(log.since(0, 10)?.keys).toEqual(['a', 'b', 'c'])
  expect(log.since(1, 10)?.keys).toEqual(['b', 'c'])
  expect(log.since(3, 10)?.keys).toEqual(['b', 'c'])
  expect(log.since(5, 10)?.keys).toEqual([])
})

test('a key that changes a hundred times comes once, where it changed last', () => {
  const log = createChangeLog(1000)
  log.add(1, 'a')
  for (let n = 2; n < 102; n++) log.add(n, 'b')
  log.add(102, 'a')
  expect(log.since(0, 10)?.keys).toEqual(['b', 'a'])
})

test('no more are told than asked for, and how far they go', () => {
  const log = logOf(10, [1, 'a'], [2, 'b'], [3, 'a'], [4, 'c'])
  expect(log.since(0, 2)).toEqual({ keys: ['b', 'a'], upTo: 3 })
  expect(log.since(3, 2)).toEqual({ keys: ['c'], upTo: undefined })
})

test('changes that are no longer held are not passed over', () => {
  const log = logOf(3, [1, 'a'], [2, 'b'], [3, 'c'], [5, 'd'])
  expect(log.since(0, 10)).toBeUndefined()
  expect(log.since(1, 10)?.keys).toEqual(['b', 'c', 'd'])
  log.add(6, 'b')
  expect(log.since(1, 10)).toBeUndefined()
  expect(log.since(2, 10)?.keys).toEqual(['c', 'd', 'b'])
})

test('a key that is held again is known after its first change is forgotten', () => {
  const log = logOf(2, [1, 'a'], [2, 'b'], [3, 'a'])
  expect(log.since(1, 10)?.keys).toEqual(['b', 'a'])
  log.add(4, 'c')
  log.add(5, 'd')
  expect(log.since(3, 10)?.keys).toEqual(['c', 'd'])
})
