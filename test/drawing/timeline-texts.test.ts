import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { drawTimeline } from '../../src/drawing.ts'
import type { Box, SvgNode, Timeline, TimelineBar } from '../../src/drawing.ts'
import { widthOf } from '../../src/width-of.ts'

const T = 1_700_000_000_000

/** Long and short ones alike. */
const aDuration = fc.double({ min: -1, max: 11.5, noNaN: true }).map((power) => 10 ** power)

/** Attempts and sleeps in turn, with hooks between them, and what came from outside. */
const aTimeline = fc
  .record({
    durations: fc.array(aDuration, { maxLength: 12 }),
    marks: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        label: fc.string({ maxLength: 40, size: 'max' }),
      }),
      {
        maxLength: 5,
      },
    ),
    isOver: fc.boolean(),
  })
  .map(({ durations, marks, isOver }): Timeline => {
    let time = T
    const bars = durations.map((duration, index): TimelineBar => {
      const from = time
      time += duration
      const isOpen = !isOver && index === durations.length - 1
      const rest = { from, to: time, isOpen, index, outcome: index % 2 === 0 ? 'failed' : 'done' } as const
      if (index % 4 === 1) return { kind: 'hook', label: 'beforeSleep', ...rest }
      if (index % 2 === 1) return { kind: 'sleep', label: 'sleep', planned: time + duration, ...rest }
      return { kind: 'attempt', label: `attempt ${index}`, attempt: index, ...rest }
    })
    const placed = marks
      .map(({ at, label }, index) => ({ at: T + at * (time - T), label, index }))
      .toSorted((a, b) => a.at - b.at)
    return { from: T, to: time, bars, marks: placed, isOver }
  })

const aView = fc.record({
  width: fc.integer({ min: 280, max: 3000 }),
  start: fc.double({ min: 0, max: 1, noNaN: true }),
  zoom: fc.double({ min: 0, max: 6, noNaN: true }),
})

const nodesOf = (node: SvgNode): readonly SvgNode[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === 'string' ? [] : nodesOf(child))),
]

interface Text extends Box {
  readonly text: string
}

/** What a character takes at the least that anybody sees of it, so that texts that only touch do not overlap. */
const CHARACTER = 6.6

const textsIn = (drawing: SvgNode): readonly Text[] =>
  nodesOf(drawing).flatMap(({ tag, attributes, children }) => {
    if (tag !== 'text') return []
    const text = children.filter((child) => typeof child === 'string').join('')
    const width = widthOf(text) * CHARACTER
    const x = Number(attributes['x']) - (attributes['text-anchor'] === 'middle' ? width / 2 : 0)
    return [{ text, x, y: Number(attributes['y']) - 10, width, height: 12 }]
  })

const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x && b.x + b.width > a.x && a.y + a.height > b.y && b.y + b.height > a.y

const ticksOf = (drawing: SvgNode): readonly string[] =>
  nodesOf(drawing).flatMap(({ tag, attributes, children }) =>
    tag === 'text' && attributes['class'] === 'tick' ? children.map(String) : [],
  )

describe('texts of a timeline', () => {
  test('are never cut off, and never lie upon each other', () => {
    fc.assert(
      fc.property(aTimeline, aView, (timeline, { width, start, zoom }) => {
        const span = timeline.to - timeline.from
        const from = timeline.from + start * span
        const to = Math.min(timeline.to, from + span / 10 ** zoom)
        const drawing = drawTimeline(timeline, { width, now: timeline.to, from, to, clock: () => '07:52:41' })
        const texts = textsIn(drawing)
        const faults = texts.flatMap((one, index) => [
          ...(one.x < 0 || one.x + one.width > width ? [`${one.text} is cut off`] : []),
          ...texts
            .slice(index + 1)
            .filter((other) => overlap(one, other))
            .map((other) => `${one.text} lies upon ${other.text}`),
        ])
        expect(faults).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('tell times of the scale apart', () => {
    fc.assert(
      fc.property(aTimeline, aView, (timeline, { width, start, zoom }) => {
        const from = timeline.from + start * (timeline.to - timeline.from)
        const to = from + Math.max(1, (timeline.to - from) / 10 ** zoom)
        const ticks = ticksOf(drawTimeline(timeline, { width, now: timeline.to, from, to }))
        expect(new Set(ticks).size).toBe(ticks.length)
      }),
      { numRuns: 500 },
    )
  })

  test('of marks are as long as there is room', () => {
    const marks = [{ at: T, label: `released by ${'x'.repeat(60)}`, index: 0 }]
    const drawing = drawTimeline({ from: T, to: T, bars: [], marks, isOver: true }, { width: 280, now: T })
    const mark = textsIn(drawing).find(({ text }) => text.startsWith('released'))!
    expect(mark.text).toMatch(/^released by x{10,}…$/)
    expect(mark.x + mark.width).toBeLessThanOrEqual(280)
  })

  test('have no line of a mark through them', () => {
    const bars = [
      { kind: 'sleep', from: T, to: T + 60_000, isOpen: false, label: 'sleep', index: 1 },
    ] as const
    const marks = [{ at: T + 1000, label: 'released', index: 0 }]
    const drawing = drawTimeline(
      { from: T, to: T + 60_000, bars, marks, isOver: true },
      { width: 400, now: T },
    )
    const order = nodesOf(drawing).map(({ attributes }) => String(attributes['class']))
    expect(order.indexOf('mark')).toBeLessThan(order.indexOf('body'))
  })
})

const scaleOf = (from: number, to: number, width: number) =>
  ticksOf(drawTimeline({ from: 0, to: 1e12, bars: [], marks: [], isOver: true }, { width, now: 0, from, to }))

test.each([
  [0, 95_000, 392, ['0', '30 s', '1 min', '1 min 30 s']],
  // Half of the last would be beyond the end; moved into the drawing it would lie upon the one before.
  [600_000, 690_000, 340, ['10 min', '10 min 30 s', '11 min']],
  [603_150, 603_500, 500, ['10 min 3.2 s', '+100 ms', '+200 ms', '+300 ms']],
  [3_600_000, 3_603_000, 400, ['1 h', '+1 s', '+2 s', '+3 s']],
])('the scale from %d to %d ms, %d wide', (from, to, width, texts) => {
  expect(scaleOf(from, to, width)).toEqual(texts)
})
