import { expect, test } from 'vitest'

import { arrowHead, pathOf } from '../../src/drawing/path-of.ts'

test('corners are rounded as far as the parts of a line are long', () => {
  const [a, b, c, d] = [
    { x: 0, y: 0 },
    { x: 0, y: 100 },
    { x: 4, y: 100 },
    { x: 4, y: 200 },
  ] as const
  expect(pathOf([a, b])).toBe('M0,0L0,100')
  expect(pathOf([a, b, c, d])).toBe('M0,0L0,98Q0,100 2,100L2,100Q4,100 4,102L4,200')
})

test('an arrow points to where its line ends', () => {
  const end = { x: 10, y: 50 }
  expect(arrowHead([{ x: 10, y: 0 }, end])).toBe('M10,50L6,42L14,42Z')
  expect(arrowHead([{ x: 99, y: 50 }, end])).toBe('M10,50L18,46L18,54Z')
})

test('points that fall together are drawn too', () => {
  const point = { x: 1, y: 1 }
  expect(pathOf([point, point, point])).toBe('M1,1L1,1Q1,1 1,1L1,1')
  expect(arrowHead([point, point])).toBe('M1,1L1,1L1,1Z')
})
