import type { Box, ChartLayout, ChartMoment, Point } from 'holdfast/drawing'

import type { Size } from './zoom.ts'

/**
 * What of a chart is to be seen, the best first: the state that is active together with the one that the last way came
 * from, and that state alone. Of active states within one another it is the innermost.
 */
export function chartFocus({ states, edges }: ChartLayout, moment: ChartMoment | undefined): readonly Box[] {
  const lit = states.findLast(({ node }) => moment?.activeStates.includes(node.path))?.box
  if (lit === undefined) return []
  const sources = new Set(edges.flatMap(({ edge }) => (moment?.last.includes(edge.id) ? [edge.source] : [])))
  const from = states.find(({ node }) => sources.has(node.id))?.box
  return from === undefined ? [lit] : [around(lit, from), lit]
}

/**
 * What stays where it is in a box while a drawing is zoomed by buttons: the middle of the state that is active, where
 * that is in sight, or else the middle of the box.
 *
 * @param scrolled - how far; of a drawing that is smaller than its box, less than nothing
 */
export function zoomCentre(focus: readonly Box[], scale: number, box: Size, scrolled: Point): Point {
  const lit = focus.at(-1)
  const x = lit && (lit.x + lit.width / 2) * scale - scrolled.x
  const y = lit && (lit.y + lit.height / 2) * scale - scrolled.y
  const isInSight = (place = -1, size: number) => place >= 0 && place <= size
  return isInSight(x, box.width) && isInSight(y, box.height)
    ? { x: x!, y: y! }
    : { x: box.width / 2, y: box.height / 2 }
}

/**
 * Where to scroll so that the first that fits into a box is in its middle, or else the last.
 *
 * @param focus - of the drawing; the box shows it multiplied by the scale
 */
export function scrollToShow(focus: readonly Box[], scale: number, box: Size): Point | undefined {
  const fits = ({ width, height }: Box) => width * scale <= box.width && height * scale <= box.height
  const shown = focus.find(fits) ?? focus.at(-1)
  return (
    shown && {
      x: (shown.x + shown.width / 2) * scale - box.width / 2,
      y: (shown.y + shown.height / 2) * scale - box.height / 2,
    }
  )
}

function around(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  }
}
