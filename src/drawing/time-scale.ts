import { round } from './path-of.ts'

/** Where times are in a drawing of a certain width; CSS pixels. */
export interface TimeScale {
  /** Of the whole drawing. */
  readonly width: number
  /** Of the part that shows time: it begins at `LEFT`. */
  readonly room: number
  readonly x: (time: number) => number
}

export function timeScale(from: number, to: number, width: number): TimeScale {
  const room = Math.max(1, width - LEFT - RIGHT)
  // What takes no time at all is at the beginning.
  const span = to - from || 1
  return { width, room, x: (time) => LEFT + ((time - from) / span) * room }
}

/** Of the names of lanes, and at the right end. */
export const LEFT = 76
const RIGHT = 12

/** Of the marks of the scale and their texts. */
export const TOP = 26

/** An upright line, as a path of SVG. */
export const upright = (x: number, top: number, bottom: number): string => `M${round(x)},${top}V${bottom}`
