import type { Box } from './chart-layout.ts'
import { round } from './path-of.ts'

/** A box as attributes of a `rect`. */
export const rect = ({ x, y, width, height }: Box) => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
})

export const center = ({ x, y, width, height }: Box): readonly [number, number] => [
  round(x + width / 2),
  round(y + height / 2),
]

export const shrink = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
})
