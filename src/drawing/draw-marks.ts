import { round } from './path-of.ts'
import { svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { fitText, textWidth } from './text-size.ts'
import { LEFT, TOP, upright } from './time-scale.ts'
import type { TimeScale } from './time-scale.ts'
import type { TimelineMark } from './timeline.ts'

/** Draws what came from outside. Marks whose names would lie upon another's have none. */
export function drawMarks(
  marks: readonly TimelineMark[],
  { x, room }: TimeScale,
  bottom: number,
): readonly SvgNode[] {
  let free = 0
  return marks.map(({ at, label, index }) => {
    const place = x(at)
    const text = fitText(label, room, 'detail')
    const width = textWidth(text, 'detail')
    const left = Math.min(Math.max(place - width / 2, LEFT), LEFT + room - width)
    const fits = left >= free
    if (fits) free = left + width + 8
    return svg(
      'g',
      { class: 'mark', 'data-index': index },
      svg('title', {}, label),
      svg('path', { d: `${upright(place, TOP - 2, bottom)}m-4,7l4,-7l4,7z` }),
      fits && svg('text', { x: round(left), y: bottom + 18 }, text),
    )
  })
}
