import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  AUTO,
  FIT,
  LARGE,
  scaleOf,
  scrollToKeep,
  zoomBy,
} from '../../../../visualizer/src/session/chart/zoom.ts'
import { windowOf } from '../../../../visualizer/src/session/log/window-of.ts'
import { plotOf, timeAt } from '../../../../visualizer/src/session/timeline/plot.ts'
import {
  panRange,
  rangeBetween,
  rangeWith,
  zoomCenter,
  zoomRange,
} from '../../../../visualizer/src/session/timeline/time-range.ts'

describe('The zoom of a chart', () => {
  // 16 pixels are kept for scroll bars.
  const box = { width: 516, height: 416 }

  test('fits all of it into its box, and blows up no small one', () => {
    expect(scaleOf(FIT, { width: 1000, height: 400 }, box)).toBe(0.5)
    expect(scaleOf(FIT, { width: 500, height: 1600 }, box)).toBe(0.25)
    expect(scaleOf(FIT, { width: 100, height: 100 }, box)).toBe(1.25)
    expect(scaleOf(FIT, { width: 100_000, height: 100 }, box)).toBe(0.1)
  })

  test('is at first one at which it can be read', () => {
    expect(scaleOf(AUTO, { width: 400, height: 320 }, box)).toBe(1.25)
    // Letters are drawn as small as they may be.
    expect(scaleOf(AUTO, { width: 625, height: 100 }, box)).toBe(1)
    expect(scaleOf(AUTO, { width: 400, height: 1600 }, box)).toBe(1)
    expect(scaleOf(AUTO, { width: 5000, height: 1600 }, box)).toBe(1)
  })

  test('shows more of a chart over the whole window, as long as it can be read', () => {
    expect(scaleOf(LARGE, { width: 400, height: 320 }, box)).toBe(1.25)
    expect(scaleOf(LARGE, { width: 625, height: 400 }, box)).toBe(0.8)
    expect(scaleOf(LARGE, { width: 5000, height: 1600 }, box)).toBe(0.75)
  })

  test('goes in steps, and has limits', () => {
    const drawing = { width: 500, height: 400 }
    expect(scaleOf(zoomBy(FIT, 1), drawing, box)).toBe(1.25)
    expect(scaleOf(zoomBy(zoomBy(FIT, 1), -1), drawing, box)).toBe(1)
    expect(scaleOf(zoomBy(FIT, 100), drawing, box)).toBe(4)
    expect(scaleOf(zoomBy(FIT, -100), { width: 5000, height: 400 }, box)).toBe(0.1)
    expect(zoomBy(zoomBy(FIT, 100), -1).steps).toBe(zoomBy(FIT, 100).steps - 1)
  })

  test('keeps the point under the pointer where it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 800 }),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        (scrolled, point, zoom, next) => {
          const inDrawing = (scrolled + point) / zoom
          const after = (scrollToKeep(scrolled, point, zoom, next) + point) / next
          expect(after).toBeCloseTo(inDrawing, 6)
        },
      ),
    )
  })
})

describe('The range of a timeline', () => {
  const whole = { from: 1000, to: 11_000 }

  test('is zoomed around an instant', () => {
    expect(zoomRange(whole, 0.5, 6000, whole)).toEqual({ from: 3500, to: 8500 })
    expect(zoomRange(whole, 0.5, 1000, whole)).toEqual({ from: 1000, to: 6000 })
    expect(zoomRange({ from: 3500, to: 8500 }, 0.5, 8500, whole)).toEqual({ from: 6000, to: 8500 })
  })

  test('is zoomed by buttons around what is looked at, as far as that is in sight', () => {
    expect(zoomCenter(whole, { from: 2000, to: 4000 })).toBe(3000)
    expect(zoomCenter(whole, { from: 10_000, to: 20_000 })).toBe(10_500)
    expect(zoomCenter(whole, { from: 11_000, to: 11_000 })).toBe(11_000)
    expect(zoomCenter(whole, { from: 20_000, to: 30_000 })).toBe(6000)
    expect(zoomCenter(whole, undefined)).toBe(6000)
  })

  test('that would be all is all, also while time goes on', () => {
    expect(zoomRange({ from: 3500, to: 8500 }, 2, 6000, whole)).toBeUndefined()
  })

  test('is never shorter than a millisecond', () => {
    expect(zoomRange({ from: 3000, to: 3001 }, 0.5, 3000, whole)).toEqual({ from: 3000, to: 3001 })
    expect(zoomRange({ from: 5, to: 5 }, 0.5, 5, { from: 5, to: 5 })).toBeUndefined()
  })

  test('stays within the whole', () => {
    const range = { from: 3000, to: 5000 }
    expect(panRange(range, 1000, whole)).toEqual({ from: 4000, to: 6000 })
    expect(panRange(range, -5000, whole)).toEqual({ from: 1000, to: 3000 })
    expect(panRange(range, 50_000, whole)).toEqual({ from: 9000, to: 11_000 })
  })

  test('is between two instants, in any order', () => {
    expect(rangeBetween(3000, 5000, whole)).toEqual({ from: 3000, to: 5000 })
    expect(rangeBetween(5000, 0, whole)).toEqual({ from: 1000, to: 5000 })
    expect(rangeBetween(3000, 3000.5, whole)).toBeUndefined()
  })

  test('follows a moment that is outside of it', () => {
    const range = { from: 3000, to: 5000 }
    expect(rangeWith(range, 4000, whole)).toBe(range)
    expect(rangeWith(range, 8000, whole)).toEqual({ from: 7000, to: 9000 })
  })

  test('has an instant at each place', () => {
    const plot = { ...whole, left: 100, width: 500 }
    expect(timeAt(plot, 100)).toBe(1000)
    expect(timeAt(plot, 350)).toBe(6000)
    expect(timeAt(plot, 0)).toBe(1000)
    expect(timeAt(plot, 900)).toBe(11_000)
    expect(plotOf(50, whole).width).toBe(1)
  })
})

describe('The window of a long list', () => {
  test('has what is in sight, and some rows around it', () => {
    expect(windowOf(2400, 240, 24, 10_000)).toEqual({ from: 92, to: 118 })
    expect(windowOf(0, 240, 24, 10_000)).toEqual({ from: 0, to: 18 })
    expect(windowOf(240_000 - 240, 240, 24, 10_000)).toEqual({ from: 9982, to: 10_000 })
  })

  test('covers all that is in sight, wherever it is scrolled', () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(2000), fc.nat(10_000), (scrolled, height, count) => {
        const { from, to } = windowOf(scrolled, height, 24, count)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(count)
        expect(to).toBeGreaterThanOrEqual(from)
        const first = Math.min(Math.floor(scrolled / 24), count)
        const last = Math.min(count, Math.ceil((scrolled + height) / 24))
        expect(from).toBeLessThanOrEqual(first)
        expect(to).toBeGreaterThanOrEqual(last)
      }),
    )
  })
})

test('a range of one instant is zoomed around it', () => {
  expect(zoomRange({ from: 50, to: 50 }, 2, 50, { from: 0, to: 1000 })).toMatchObject({
    from: expect.any(Number),
  })
  const range = zoomRange({ from: 50, to: 50 }, 2, 50, { from: 0, to: 1000 })!
  expect((range.from + range.to) / 2).toBeCloseTo(50)
})
