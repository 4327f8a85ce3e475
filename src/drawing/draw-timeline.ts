import { rect } from './draw-box.ts'
import { exactDuration } from './exact-duration.ts'
import { formatDuration } from './format-duration.ts'
import { gatherBars } from './gather-bars.ts'
import type { GatheredBars } from './gather-bars.ts'
import { round } from './path-of.ts'
import { classes, svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { textWidth } from './text-size.ts'
import { timeTicks } from './time-ticks.ts'
import type { Timeline, TimelineBar, TimelineMark } from './timeline.ts'

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
}

/**
 * Draws what a session did when: a lane for each kind of bar, and a scale that counts from its beginning.
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
  const { bars, marks, isOver } = timeline
  const { width, from = timeline.from, to = timeline.to, at, now } = view
  const scale = scaleOf(from, to, width)
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
      'aria-label': `Timeline: ${counted(bars)}, ${formatDuration(past - timeline.from)}`,
    },
    svg('rect', { class: 'canvas', width, height }),
    ...timeTicks(timeline.from, from, to, scale.room / TICK).flatMap((tick) =>
      drawTick(tick, timeline.from, scale, bottom),
    ),
    ...lanes.flatMap(({ kind, name }, index) => {
      const y = TOP + index * LANE
      return [
        svg('text', { class: 'lane', x: 4, y: y + LANE / 2 + 4 }, name),
        ...gatherBars(
          bars.filter(
            (bar) => bar.kind === kind && bar.from <= to && Math.max(bar.to, bar.planned ?? 0) >= from,
          ),
          scale.x,
          LEAST,
        ).map((gathered) => drawBars(gathered, y + 3, scale, [from, to])),
      ]
    }),
    ...drawMarks(
      marks.filter((mark) => isIn(mark.at)),
      scale,
      bottom,
    ),
    !isOver && isIn(now) && svg('path', { class: 'now', d: upright(scale.x(now), TOP - 4, bottom) }),
    at !== undefined && isIn(at) && svg('path', { class: 'at', d: upright(scale.x(at), TOP - 10, bottom) }),
  )
}

const LANES = [
  { kind: 'attempt', name: 'attempts' },
  { kind: 'sleep', name: 'sleeps' },
  { kind: 'hook', name: 'hooks' },
  { kind: 'state', name: 'states' },
] as const

/** Of the names of lanes, and at the right end. */
const LEFT = 76
const RIGHT = 12

/** Of the scale, of each lane, and of what came from outside. */
const TOP = 26
const LANE = 26
const MARKS = 22

/** What stands apart enough to be read. */
const TICK = 84

/** The least that can be seen of a bar, and what has no room for a border. */
const LEAST = 2
const THIN = 6

interface Scale {
  /** Of the part that shows time. */
  readonly room: number
  readonly x: (time: number) => number
}

function scaleOf(from: number, to: number, width: number): Scale {
  const room = Math.max(1, width - LEFT - RIGHT)
  // What takes no time at all is at the beginning.
  const span = to - from || 1
  return { room, x: (time) => LEFT + ((time - from) / span) * room }
}

const counted = (bars: readonly TimelineBar[]): string =>
  LANES.map(({ kind, name }) => [bars.filter((bar) => bar.kind === kind).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`)
    .join(', ') || 'nothing'

function drawTick(tick: number, origin: number, { x }: Scale, bottom: number): readonly SvgNode[] {
  return [
    svg('path', { class: 'tick', d: upright(x(tick), TOP - 6, bottom) }),
    svg(
      'text',
      { class: 'tick', x: round(x(tick)), y: 14, 'text-anchor': 'middle' },
      // Of a round number the digits after the point say nothing.
      tick === origin ? '0' : formatDuration(tick - origin).replace(/(\.\d*[1-9])0+ /, '$1 '),
    ),
  ]
}

function drawBars(
  { bar, bars }: GatheredBars,
  y: number,
  { x, room }: Scale,
  [from, to]: readonly [number, number],
): SvgNode {
  const clamp = (time: number) => Math.min(Math.max(x(time), LEFT), LEFT + room)
  const left = Math.min(clamp(bar.from), LEFT + room - LEAST)
  const width = Math.max(LEAST, clamp(bar.to) - left)
  const { kind, isOpen, outcome, planned, index } = bar
  const height = LANE - 6
  const label = labelIn(bar, width)
  return svg(
    'g',
    {
      class: classes(
        'bar',
        kind,
        outcome !== undefined && `is-${outcome}`,
        isOpen && 'is-open',
        width < THIN && 'is-thin',
      ),
      'data-index': index,
      ...(bars.length > 1 && { 'data-first': bars[0]?.index, 'data-last': bars.at(-1)?.index }),
    },
    svg('title', {}, describeBars(bar, bars)),
    planned !== undefined &&
      planned > bar.to &&
      bar.to <= to &&
      svg('rect', {
        class: 'planned',
        ...rect({ x: left, y, width: Math.max(width, clamp(planned) - left), height }),
        rx: 3,
      }),
    bar.to >= from &&
      svg('rect', { class: 'body', ...rect({ x: left, y, width, height }), rx: Math.min(3, width / 2) }),
    label !== '' && svg('text', { x: round(left + 5), y: y + height / 2 + 4 }, label),
  )
}

/** As much as fits in a bar. */
function labelIn(bar: TimelineBar, width: number): string {
  const duration = formatDuration(bar.to - bar.from)
  const sign = SIGNS[bar.outcome ?? 'done']
  const number = bar.kind === 'attempt' ? `${sign}${bar.attempt}` : ''
  const texts =
    bar.kind === 'attempt'
      ? [`${number} · ${duration}`, number]
      : bar.kind === 'sleep'
        ? [duration]
        : [`${sign}${bar.label} · ${duration}`, `${sign}${bar.label}`]
  return texts.find((text) => textWidth(text, 'detail') + 10 <= width) ?? ''
}

const SIGNS = { done: '', failed: '✗ ', cut: '⊘ ' } as const

function describeBars(bar: TimelineBar, bars: readonly TimelineBar[]): string {
  if (bars.length === 1) return describeBar(bar)
  const bad = bars.filter(({ outcome }) => outcome === 'failed' || outcome === 'cut').length
  return `${bars.length} bars${bad > 0 ? `, ${bad} failed or cut` : ''}, the last: ${describeBar(bar)}`
}

/** All that is known of a bar, in a line: `attempt 2 failed after 12.3 ms: Error: connection reset`. */
function describeBar({ label, from, to, isOpen, outcome, error, planned }: TimelineBar): string {
  const duration = exactDuration(to - from)
  const rest = planned !== undefined && planned > to ? `, ${exactDuration(planned - to)} before its end` : ''
  if (isOpen)
    return `${label}, for ${duration}${planned === undefined ? '' : ` of ${exactDuration(planned - from)}`}`
  const what =
    outcome === undefined || outcome === 'done'
      ? `${label}: ${duration}`
      : `${label} ${outcome} after ${duration}`
  return `${what}${rest}${error === undefined ? '' : `: ${error}`}`
}

/** Those whose names would lie upon another's have none. */
function drawMarks(marks: readonly TimelineMark[], { x, room }: Scale, bottom: number): readonly SvgNode[] {
  let free = 0
  return marks.map(({ at, label, index }) => {
    const place = x(at)
    const width = textWidth(label, 'detail')
    const left = Math.min(Math.max(place - width / 2, LEFT), LEFT + room - width)
    const fits = left >= free
    if (fits) free = left + width + 8
    return svg(
      'g',
      { class: 'mark', 'data-index': index },
      svg('title', {}, label),
      svg('path', { d: `${upright(place, TOP - 2, bottom)}m-4,7l4,-7l4,7z` }),
      fits && svg('text', { x: round(left), y: bottom + 18 }, label),
    )
  })
}

const upright = (x: number, top: number, bottom: number): string => `M${round(x)},${top}V${bottom}`
