import fc from 'fast-check'
import { expect, test } from 'vitest'

import { ROWS_A_FRAME, rowsToFill } from '../../../../visualizer/src/list/rows-to-fill.ts'

const indexes = Array.from({ length: 30 }, (_, place) => 100 + place)
const inView = { first: 104, last: 125 }
const all = () => true
const none: ReadonlySet<number> = new Set()

test('of rows that are all new, some are filled: those in view first', () => {
  const filled = rowsToFill({ indexes, inView, filled: none, isKnown: all })
  expect([...filled]).toEqual(indexes.slice(4, 4 + ROWS_A_FRAME))
})

test('those beyond the edges come when all in view are filled', () => {
  const seen = new Set(indexes.slice(4, 26))
  const filled = rowsToFill({ indexes, inView, filled: seen, isKnown: all })
  expect([...filled].filter((index) => !seen.has(index))).toEqual([100, 101, 102, 103, 126, 127, 128, 129])
})

test('a row that was filled stays so, one that has left the document does not', () => {
  const seen = new Set([1, 2, 3, 120, 121])
  const filled = rowsToFill({ indexes, inView, filled: seen, isKnown: all })
  expect(filled.size).toBe(2 + ROWS_A_FRAME)
  expect([1, 120, 121].map((index) => filled.has(index))).toEqual([false, true, true])
})

test('what a row holds can be shown once it has come', () => {
  const isKnown = (index: number) => index === 110 || index === 111
  expect([...rowsToFill({ indexes, inView, filled: new Set([110, 112]), isKnown })]).toEqual([110, 111])
})

test('frame by frame all that are known get filled, and no more than some in each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60)), fc.nat(60), fc.nat(20), (rows, first, height) => {
      let filled: ReadonlySet<number> = new Set()
      for (let frame = 0; filled.size < rows.length; frame++) {
        expect(frame).toBeLessThan(Math.ceil(rows.length / ROWS_A_FRAME))
        const next = rowsToFill({
          indexes: rows,
          inView: { first, last: first + height },
          filled,
          isKnown: all,
        })
        expect(next.size).toBe(Math.min(filled.size + ROWS_A_FRAME, rows.length))
        expect([...filled].every((index) => next.has(index))).toBe(true)
        filled = next
      }
    }),
  )
})
