import { exactDuration } from './exact-duration.ts'
import { formatDuration } from './format-duration.ts'
import { round } from './path-of.ts'
import { svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { textWidth } from './text-size.ts'
import { TOP, upright } from './time-scale.ts'
import type { TimeScale } from './time-scale.ts'
import { timeTicks } from './time-ticks.ts'

/**
 * Draws the scale of a timeline: lines at round times, and what they are; a text for which there is no room is left out.
 *
 * @param origin - from where times count; epoch milliseconds, as are those of what is shown
 * @param name - writes the first instant, where the others are to count from that one
 */
export function drawTicks(
  origin: number,
  from: number,
  to: number,
  { x, room, width }: TimeScale,
  bottom: number,
  name: ((at: number) => string) | undefined,
): readonly SvgNode[] {
  const ticks = timeTicks(origin, from, to, room / TICK)
  const first = ticks[0]
  const texts = textsOf(
    ticks.map((tick) => tick - origin),
    first === undefined ? undefined : name?.(first),
  )
  let free = 0
  return ticks.flatMap((tick, index) => {
    const place = x(tick)
    const text = texts[index]!
    const half = textWidth(text, 'detail') / 2
    const middle = Math.min(place, width - half)
    const fits = middle - half >= free
    if (fits) free = middle + half + GAP
    return [
      svg('path', { class: 'tick', d: upright(place, TOP - 6, bottom) }),
      ...(fits
        ? [svg('text', { class: 'tick', x: round(middle), y: 14, 'text-anchor': 'middle' }, text)]
        : []),
    ]
  })
}

/** What stands apart enough to be read. */
const TICK = 84

/** Between two texts. */
const GAP = 6

/**
 * @param times - from the origin; what cannot be told apart by its first units counts from the first
 * @param name - of the first, from which the others count then
 */
function textsOf(times: readonly number[], name: string | undefined): readonly string[] {
  const texts = times.map(shortDuration)
  const [first] = times
  if (first === undefined || (name === undefined && new Set(texts).size === texts.length)) return texts
  return times.map((time, index) =>
    index === 0 ? (name ?? exactDuration(time)) : `+${shortDuration(time - first)}`,
  )
}

/** Of a round number the digits after the point say nothing. */
const shortDuration = (ms: number): string =>
  ms === 0 ? '0' : formatDuration(ms).replace(/(\.\d*[1-9])0+ /, '$1 ')
