import { drawBars, LEAST } from './draw-bars.ts'
import { drawMarks } from './draw-marks.ts'
import { drawTicks } from './draw-ticks.ts'
import { formatDuration } from './format-duration.ts'
import { endOf, gatherBars } from './gather-bars.ts'
import { svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { LEFT, timeScale, TOP, upright } from './time-scale.ts'
import type { Timeline, TimelineBar } from './timeline.ts'

/** How much of a timeline to draw, and how. */
export interface TimelineView {
  /** Of the drawing; CSS pixels, from 200. */
  readonly width: number
  /** What is shown; epoch milliseconds. @default all of it */
  readonly from?: number
  readonly to?: number
  /** Where to put the marker; epoch milliseconds. */
  readonly at?: number
  /** Epoch milliseconds on the timeline's clock. */
  readonly now: number
  /**
   * Writes an instant, `07:52:41`: when a sleep is to end, where that is beyond what is shown, and where a scale begins
   * that does not begin with the session. @default neither is told
   */
  readonly clock?: (at: number) => string
}

/**
 * Draws what a session did when: a lane for each kind of bar, and a scale that counts from its beginning. Where that is
 * not known, it counts from the first instant that is shown, and the gap before is a group of the class `gap`.
 *
 * Bars are groups with `data-index`, the number of the message at which they end, and classes `bar`, their kind,
 * `is-done`, `is-failed`, `is-cut`, `is-open` and `is-thin`. Bars that would lie upon each other are drawn as one, with
 * the numbers of the first and the last as `data-first` and `data-last`. `timelineStyle` gives them their looks.
 *
 * @example
 * import { drawTimeline, timelineOf } from 'holdfast/drawing'
 *
 * drawTimeline(timelineOf([], 0), { width: 600, now: 0 }).attributes['aria-label'] // => 'Timeline: nothing, 0 ms'
 */
export function drawTimeline(timeline: Timeline, view: TimelineView): SvgNode {
  const { bars, marks, isOver, hasGap } = timeline
  const { width, from = timeline.from, to = timeline.to, at, now, clock } = view
  const scale = timeScale(from, to, width)
  const lanes = LANES.filter(({ kind }) => bars.some((bar) => bar.kind === kind))
  const bottom = TOP + lanes.length * LANE
  const isIn = (time: number) => time >= from && time <= Math.max(to, from)
  const height = bottom + MARKS
  const past = isOver ? timeline.to : bars.reduce((last, bar) => Math.max(last, bar.to), timeline.from)
  return svg(
    'svg',
    {
      class: 'timeline',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `Timeline: ${counted(bars)}, ${formatDuration(past - timeline.from)}${hasGap ? `; ${GAP}` : ''}`,
    },
    svg('rect', { class: 'canvas', width, height }),
    ...drawTicks(timeline.from, from, to, scale, bottom, hasGap ? (clock ?? (() => '…')) : undefined),
    hasGap && isIn(timeline.from) && drawGap(bottom),
    // Their lines go behind the bars: there are texts in those.
    ...drawMarks(
      marks.filter((mark) => isIn(mark.at)),
      scale,
      bottom,
    ),
    ...lanes.flatMap(({ kind, name }, index) => {
      const y = TOP + index * LANE
      return [
        svg('text', { class: 'lane', x: 4, y: y + LANE / 2 + 4 }, name),
        ...gatherBars(
          bars.filter((bar) => bar.kind === kind && bar.from <= to && endOf(bar) >= from),
          scale.x,
          LEAST,
        ).map((gathered) => drawBars(gathered, { y: y + 3, height: LANE - 6 }, scale, { from, to, clock })),
      ]
    }),
    !isOver && isIn(now) && svg('path', { class: 'now', d: upright(scale.x(now), TOP - 4, bottom) }),
    at !== undefined && isIn(at) && svg('path', { class: 'at', d: upright(scale.x(at), TOP - 10, bottom) }),
  )
}

const GAP = 'what came before is not held'

/** A torn edge, beside the names of the lanes. */
const drawGap = (bottom: number): SvgNode =>
  svg(
    'g',
    { class: 'gap' },
    svg('title', {}, GAP),
    svg('path', {
      d: `M${LEFT - 4},${TOP - 6}${'l3,3l-6,6l3,3'.repeat(Math.ceil((bottom - TOP + 6) / 12))}`,
    }),
  )

const LANES = [
  { kind: 'attempt', name: 'attempts' },
  { kind: 'sleep', name: 'sleeps' },
  { kind: 'hook', name: 'hooks' },
  { kind: 'state', name: 'states' },
] as const

/** Of each lane, and of what came from outside. */
const LANE = 26
const MARKS = 22

const counted = (bars: readonly TimelineBar[]): string =>
  LANES.map(({ kind, name }) => [bars.filter((bar) => bar.kind === kind).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`)
    .join(', ') || 'nothing'
