import { rect } from './draw-box.ts'
import { exactDuration } from './exact-duration.ts'
import { formatDuration } from './format-duration.ts'
import { endOf } from './gather-bars.ts'
import type { GatheredBars } from './gather-bars.ts'
import { round } from './path-of.ts'
import { classes, svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { textWidth } from './text-size.ts'
import { LEFT } from './time-scale.ts'
import type { TimeScale } from './time-scale.ts'
import type { TimelineBar } from './timeline.ts'

/** What is shown of a timeline; epoch milliseconds. */
interface Shown {
  readonly from: number
  readonly to: number
  readonly clock: ((at: number) => string) | undefined
}

/** Draws a bar, or those that would lie upon each other as one, with as much text as fits. */
export function drawBars(
  { bar, bars }: GatheredBars,
  { y, height }: { readonly y: number; readonly height: number },
  { x, room }: TimeScale,
  { from, to, clock }: Shown,
): SvgNode {
  const right = LEFT + room
  const clamp = (time: number) => Math.min(Math.max(x(time), LEFT), right)
  const left = Math.min(clamp(bar.from), right - LEAST)
  const width = Math.max(LEAST, clamp(bar.to) - left)
  const { kind, isOpen, outcome, index } = bar
  const end = endOf(bar)
  const label = labelIn(bar, width)
  const taken = left + (label === '' ? 0 : textWidth(label, 'detail') + 5)
  const until = end > to ? untilIn(clock?.(end), right - (bar.to < to ? left + width : taken)) : ''
  const texts = y + height / 2 + 4
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
    end > bar.to &&
      bar.to <= to &&
      svg('rect', {
        class: 'planned',
        ...rect({ x: left, y, width: Math.max(width, clamp(end) - left), height }),
        rx: 3,
      }),
    bar.to >= from &&
      svg('rect', { class: 'body', ...rect({ x: left, y, width, height }), rx: Math.min(3, width / 2) }),
    label !== '' && svg('text', { x: round(left + 5), y: texts }, label),
    until !== '' && svg('text', { x: round(right - 5 - textWidth(until, 'detail')), y: texts }, until),
  )
}

/** The least that can be seen of a bar, and what has no room for a border. */
export const LEAST = 2
const THIN = 6

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

/** When what goes on beyond the drawing is to end, if there is room for that behind what has been. */
function untilIn(time: string | undefined, room: number): string {
  const text = `→ ${time}`
  return time !== undefined && textWidth(text, 'detail') + 10 <= room ? text : ''
}

function describeBars(bar: TimelineBar, bars: readonly TimelineBar[]): string {
  if (bars.length === 1) return describeBar(bar)
  const bad = bars.filter(({ outcome }) => outcome === 'failed' || outcome === 'cut').length
  return `${bars.length} bars${bad > 0 ? `, ${bad} failed or cut` : ''}, the last: ${describeBar(bar)}`
}

/** All that is known of a bar, in a line: `attempt 2 failed after 12.3 ms: Error: connection reset`. */
function describeBar({ label, from, to, isOpen, outcome, error, planned }: TimelineBar): string {
  const duration = exactDuration(to - from)
  if (isOpen && outcome === undefined)
    return `${label}, for ${duration}${planned === undefined ? '' : ` of ${exactDuration(planned - from)}`}`
  const what =
    outcome === undefined || outcome === 'done'
      ? `${label}: ${duration}`
      : `${label} ${outcome} after ${duration}`
  // A timer may fire a millisecond early: only a sleep that was cut has ended before its time.
  const isCutShort = outcome === 'cut' && planned !== undefined && planned > to
  const rest = isCutShort ? `, ${exactDuration(planned - to)} before its end` : ''
  return `${what}${rest}${error === undefined ? '' : `: ${error}`}`
}
