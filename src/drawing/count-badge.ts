import type { Box } from './chart-layout.ts'
import { round } from './path-of.ts'
import { svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { COUNT_WIDTH } from './text-size.ts'

/** How often a transition was taken, at the end of its text; nothing for one that never was. */
export function countBadge({ x, y, width, height }: Box, count: number): SvgNode | undefined {
  if (count === 0) return undefined
  const text = `×${shortCount(count)}`
  const size = 6.1 * text.length + 6
  // The longest reach beyond the end, where there is some room, rather than over the text.
  const left = Math.max(x + width - size - 1, x + width - COUNT_WIDTH + 1)
  return svg(
    'g',
    { class: 'count' },
    svg('rect', {
      x: round(left),
      y: round(y + (height - 14) / 2),
      width: round(size),
      height: 14,
      rx: 7,
    }),
    svg('text', { x: round(left + size / 2), y: round(y + height / 2 + 3.5), 'text-anchor': 'middle' }, text),
  )
}

/** In at most three characters, and a unit. */
function shortCount(count: number): string {
  const unit = UNITS.find(([size]) => count >= size)
  return unit === undefined ? String(count) : `${Math.floor(count / unit[0])}${unit[1]}`
}

const UNITS = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const
