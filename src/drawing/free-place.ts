import type { Box, Point } from './chart-layout.ts'

/**
 * Finds where a text can stand in a strip without a line through it.
 *
 * @param strip - of the text's height, as wide as there is room
 * @returns the leftmost place; one that reaches beyond the strip where there is none within
 */
export function freePlace(strip: Box, width: number, lines: readonly (readonly Point[])[]): number {
  const taken = lines.flatMap((line) => rangesIn(strip, line)).toSorted((a, b) => a.from - b.from)
  let x = strip.x
  for (const { from, to } of taken) {
    if (x + width <= from) break
    x = Math.max(x, to)
  }
  return x
}

/** Which parts of a strip, from left to right, a line goes through; its parts go along the axes. */
const rangesIn = ({ y, height }: Box, line: readonly Point[]) =>
  line.slice(1).flatMap((end, index) => {
    const start = line[index]!
    const isWithin = Math.min(start.y, end.y) < y + height && Math.max(start.y, end.y) > y
    return isWithin ? [{ from: Math.min(start.x, end.x) - CLEAR, to: Math.max(start.x, end.x) + CLEAR }] : []
  })

/** What stays free beside a line. */
const CLEAR = 5
