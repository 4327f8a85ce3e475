import { describe, expect, test } from 'vitest'

import { drawTimeline, svgText } from '../../src/drawing.ts'
import type { SvgNode, Timeline, TimelineBar, TimelineView } from '../../src/drawing.ts'

const T = 1_700_000_000_000

const bar = (
  kind: TimelineBar['kind'],
  from: number,
  to: number,
  more: Partial<TimelineBar> = {},
): TimelineBar => ({
  kind,
  from: T + from,
  to: T + to,
  isOpen: false,
  label: kind,
  index: 0,
  ...more,
})

const timeline: Timeline = {
  from: T,
  to: T + 6400,
  isOver: false,
  marks: [
    { at: T + 3100, label: 'WAKE by ada', index: 4 },
    { at: T + 3110, label: 'WAKE by bob', index: 5 },
  ],
  bars: [
    bar('attempt', 0, 730, { label: 'attempt 1', attempt: 1, outcome: 'failed', error: 'Error: no' }),
    bar('hook', 730, 733, { label: 'retry', outcome: 'done' }),
    bar('sleep', 735, 1735, { outcome: 'done', label: 'sleep' }),
    bar('attempt', 1736, 1736.4, { label: 'attempt 2', attempt: 2, outcome: 'failed' }),
    bar('sleep', 1757, 3100, { outcome: 'cut', label: 'sleep', planned: T + 3257 }),
    bar('attempt', 3101, 4900, { label: 'attempt 3', attempt: 3, outcome: 'cut', index: 9 }),
    bar('hook', 4900, 5000, { label: 'stop', outcome: 'failed' }),
    bar('sleep', 5000, 6400, { label: 'sleep', isOpen: true, planned: T + 8000 }),
    bar('state', 5000, 6400, { label: 'idle', isOpen: true }),
  ],
}

const nodesOf = (node: SvgNode): readonly SvgNode[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === 'string' ? [] : nodesOf(child))),
]

const byClass = (node: SvgNode, name: string) =>
  nodesOf(node).filter(({ attributes }) => String(attributes['class']).split(' ').includes(name))

const titles = (node: SvgNode) =>
  nodesOf(node).flatMap(({ tag, children }) => (tag === 'title' ? children : []))

const ticks = (from: number, to: number, width = 600) =>
  nodesOf(drawTimeline({ ...timeline, from: 0 }, { width, now: 0, from, to }))
    .filter(({ tag, attributes }) => tag === 'text' && attributes['class'] === 'tick')
    .flatMap(({ children }) => children)

test.each([
  ['timeline-whole', { width: 900, now: T + 6400, at: T + 3101 }],
  ['timeline-part', { width: 500, now: T + 6400, from: T + 1700, to: T + 3000 }],
])('%s', async (name, view) => {
  await expect(svgText(drawTimeline(timeline, view))).toMatchFileSnapshot(`../fixtures/drawing/${name}.svg`)
})

test('its name says what is in it', () => {
  const nameOf = (given: Timeline) => drawTimeline(given, { width: 600, now: 0 }).attributes['aria-label']
  expect(nameOf(timeline)).toBe('Timeline: 3 attempts, 3 sleeps, 2 hooks, 1 state, 6.40 s')
  expect(nameOf({ ...timeline, to: T + 8000 })).toBe(nameOf(timeline))
  expect(nameOf({ from: T, to: T, bars: [], marks: [], isOver: true })).toBe('Timeline: nothing, 0 ms')
})

test('bars say all that is known of them', () => {
  expect(titles(drawTimeline(timeline, { width: 600, now: T }))).toEqual([
    'WAKE by ada',
    'WAKE by bob',
    'attempt 1 failed after 730 ms: Error: no',
    'attempt 2 failed after 0.4 ms',
    'attempt 3 cut after 1.80 s',
    'sleep: 1 s',
    'sleep cut after 1.34 s, 157 ms before its end',
    'sleep, for 1.40 s of 3 s',
    'retry: 3 ms',
    'stop failed after 100 ms',
    'idle, for 1.40 s',
  ])
})

describe('bars', () => {
  test('narrower than a pixel can still be seen', () => {
    const year = { ...timeline, to: T + 365 * 86_400_000 }
    const widths = byClass(drawTimeline(year, { width: 600, now: T }), 'body').map(
      ({ attributes }) => attributes['width'],
    )
    expect(new Set(widths)).toEqual(new Set([2]))
  })

  test('that would lie upon each other are one, which tells of what failed', () => {
    const hooks = Array.from({ length: 2000 }, (_, at) =>
      bar('hook', at * 3, at * 3 + 1, {
        label: `hook ${at}`,
        index: at,
        outcome: at === 1 ? 'failed' : at < 1000 ? 'done' : 'cut',
      }),
    )
    const drawn = byClass(drawTimeline({ ...timeline, bars: hooks }, { width: 288, now: T }), 'bar')
    expect(drawn.length).toBeLessThan(105)
    expect(drawn[0]?.attributes).toMatchObject({
      'data-index': 1,
      'data-first': 0,
      class: 'bar hook is-failed is-thin',
    })
    expect(drawn[1]?.attributes).toMatchObject({ 'data-index': drawn[1]?.attributes['data-last'] })
    expect(drawn.at(-1)?.attributes).toMatchObject({ 'data-last': 1999, class: 'bar hook is-cut is-thin' })
    const [first, second] = drawn.flatMap(titles)
    expect(first).toMatch(/^\d+ bars, 1 failed or cut, the last: hook 1 failed after 1 ms$/)
    expect(second).toMatch(/^\d+ bars, the last: hook \d+: 1 ms$/)
  })

  test('have the texts that fit', () => {
    const texts = (width: number) =>
      byClass(drawTimeline(timeline, { width, now: T }), 'bar').map((node) =>
        nodesOf(node)
          .flatMap(({ tag, children }) => (tag === 'text' ? children.map(String) : []))
          .join(),
      )
    expect(texts(1400)).toEqual([
      '✗ 1 · 730 ms',
      '',
      '⊘ 3 · 1.80 s',
      '1 s',
      '1.34 s',
      '1.40 s',
      '',
      '',
      'idle · 1.40 s',
    ])
    expect(texts(500)).toEqual(['✗ 1', '', '⊘ 3 · 1.80 s', '1 s', '1.34 s', '1.40 s', '', '', 'idle'])
  })

  test('outside of what is shown are left out, and none reaches beyond', () => {
    const drawn = drawTimeline(timeline, { width: 600, now: T, from: T + 5500, to: T + 6000 })
    expect(byClass(drawn, 'bar').map(({ attributes }) => attributes['class'])).toEqual([
      'bar sleep is-open',
      'bar state is-open',
    ])
    for (const { attributes } of byClass(drawn, 'body'))
      expect(Number(attributes['x']) + Number(attributes['width'])).toBeLessThanOrEqual(600)
  })

  test('that were cut are drawn as they came true, and the plan of one that goes on to its end', () => {
    const drawn = drawTimeline(timeline, { width: 600, now: T + 6400, to: T + 9000 })
    const [, cut, open] = byClass(drawn, 'sleep')
    expect(byClass(cut!, 'planned')).toEqual([])
    expect(byClass(open!, 'planned')).toHaveLength(1)
    const after = drawTimeline(timeline, { width: 600, now: T, from: T + 3150, to: T + 3200 })
    expect(byClass(after, 'sleep')).toEqual([])
    const before = drawTimeline(timeline, { width: 600, now: T, from: T + 7000, to: T + 7500 })
    expect(byClass(byClass(before, 'sleep')[0]!, 'planned')).toHaveLength(1)
    expect(byClass(before, 'body')).toEqual([])
  })

  test('that ended a millisecond early were not cut', () => {
    const early = bar('sleep', 0, 999, { outcome: 'done', planned: T + 1000 })
    const drawn = drawTimeline({ ...timeline, bars: [early] }, { width: 600, now: T })
    expect(byClass(drawn, 'planned')).toEqual([])
    expect(titles(drawn).at(-1)).toBe('sleep: 999 ms')
  })

  test('that go on beyond what is shown say until when, where there is room', () => {
    const untilOf = (view: object, width = 600) =>
      byClass(
        drawTimeline(timeline, { width, now: T + 6400, clock: (at) => `T+${at - T}`, ...view }),
        'sleep',
      )
        .flatMap(nodesOf)
        .flatMap(({ tag, children }) => (tag === 'text' ? children.map(String) : []))
        .filter((text) => text.startsWith('→'))
    expect(untilOf({ to: T + 7900 })).toEqual(['→ T+8000'])
    expect(untilOf({ to: T + 8000 })).toEqual([])
    expect(untilOf({ to: T + 6450 })).toEqual([])
    expect(untilOf({ from: T + 5000, to: T + 6000 })).toEqual(['→ T+8000'])
    expect(untilOf({ from: T + 5000, to: T + 6000 }, 180)).toEqual([])
    expect(untilOf({ from: T + 7000, to: T + 7500 })).toEqual(['→ T+8000'])
    expect(untilOf({ to: T + 7900, clock: undefined })).toEqual([])
  })
})

test('the present and the marker are shown where they are in sight', () => {
  const paths = (view: object) => {
    const drawn = drawTimeline(timeline, { width: 600, now: T + 6400, ...view })
    return ['now', 'at', 'mark'].map((name) => byClass(drawn, name).length)
  }
  expect(paths({ at: T + 10 })).toEqual([1, 1, 2])
  expect(paths({ at: T + 10, from: T + 3105, to: T + 3120 })).toEqual([0, 0, 1])
  expect(byClass(drawTimeline({ ...timeline, isOver: true }, { width: 600, now: T + 6400 }), 'now')).toEqual(
    [],
  )
})

describe('the scale', () => {
  const day = 86_400_000

  test.each([
    [0, 1, ['0', '0.2 ms', '0.4 ms', '0.6 ms', '0.8 ms', '1 ms']],
    [0, 40, ['0', '10 ms', '20 ms', '30 ms', '40 ms']],
    [950, 3100, ['1 s', '1.5 s', '2 s', '2.5 s', '3 s']],
    [0, 5 * 3_600_000, ['0', '1 h', '2 h', '3 h', '4 h', '5 h']],
    [0, 4 * day, ['0', '1 d', '2 d', '3 d', '4 d']],
    [0, 20 * 365 * day, ['0', '1460 d', '2920 d', '4380 d', '5840 d', '7300 d']],
  ])('from %d to %d ms has round numbers', (from, to, texts) => {
    expect(ticks(from, to)).toEqual(texts)
  })

  test('stands however narrow it is, and where no time passes', () => {
    expect(ticks(0, 1000, 10)).toEqual(['0'])
    expect(ticks(5, 5)).toEqual(['5 ms'])
  })
})

describe('Of what does not begin where its session does', () => {
  const cut: Timeline = { ...timeline, hasGap: true }
  const clock = (at: number) => `at ${at - T}`
  const ticksOf = (view: Partial<TimelineView>) =>
    nodesOf(drawTimeline(cut, { width: 600, now: 0, ...view }))
      .filter(({ tag, attributes }) => tag === 'text' && attributes['class'] === 'tick')
      .flatMap(({ children }) => children)

  test('the scale counts from an instant', () => {
    expect(ticksOf({ clock })).toEqual(['at 0', '+2 s', '+4 s', '+6 s'])
    expect(ticksOf({ clock, from: T + 1500, to: T + 3500 })).toEqual([
      'at 1500',
      '+500 ms',
      '+1 s',
      '+1.5 s',
      '+2 s',
    ])
    expect(ticksOf({})).toEqual(['…', '+2 s', '+4 s', '+6 s'])
  })

  test('the gap is marked, where it is in sight', () => {
    const whole = drawTimeline(cut, { width: 600, now: 0 })
    expect(byClass(whole, 'gap')).toHaveLength(1)
    expect(titles(byClass(whole, 'gap')[0]!)).toEqual(['what came before is not held'])
    expect(whole.attributes['aria-label']).toMatch(/; what came before is not held$/)
    expect(byClass(drawTimeline(cut, { width: 600, now: 0, from: T + 1 }), 'gap')).toEqual([])
    expect(byClass(drawTimeline(timeline, { width: 600, now: 0 }), 'gap')).toEqual([])
  })
})

test('a bar that was cut before it had an end says so', () => {
  const bars = [bar('attempt', 0, 730, { label: 'attempt 1', isOpen: true, outcome: 'cut' })]
  const drawing = drawTimeline({ ...timeline, bars }, { width: 600, now: 0 })
  expect(titles(drawing)).toContain('attempt 1 cut after 730 ms')
})
