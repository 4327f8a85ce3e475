/** How large a drawing is shown in its box, whatever the size of that. */
export interface Zoom {
  /**
   * `fit` shows all of it. `auto` does so too where that can be read well, and `large` where it can be read at all; else
   * they show it as large as it must be for that.
   */
  readonly base: 'auto' | 'large' | 'fit'
  /** How many steps nearer than that; below 0 for farther. */
  readonly steps: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const AUTO: Zoom = { base: 'auto', steps: 0 }

/** In a window of its own, to be looked over. */
export const LARGE: Zoom = { base: 'large', steps: 0 }

export const FIT: Zoom = { base: 'fit', steps: 0 }

/** Nearer, or farther. */
export const zoomBy = ({ base, steps }: Zoom, by: number): Zoom => ({
  base,
  steps: Math.min(Math.max(steps + by, -MOST_STEPS), MOST_STEPS),
})

/** By what the lengths of a drawing are multiplied in its box. */
export const scaleOf = ({ base, steps }: Zoom, drawing: Size, box: Size): number =>
  within(baseScale(base, drawing, box) * STEP ** steps)

/** How far to scroll so that what is under a point stays under it. */
export const scrollToKeep = (scrolled: number, point: number, scale: number, next: number): number =>
  ((scrolled + point) * next) / scale - point

function baseScale(base: Zoom['base'], drawing: Size, box: Size): number {
  const width = (box.width - ROOM) / drawing.width
  const height = (box.height - ROOM) / drawing.height
  const fit = Math.min(width, height, LARGEST_FIT)
  return Math.max(LEAST[base], fit)
}

const within = (scale: number) => Math.min(Math.max(scale, 0.1), 4)

/** Pixels for scroll bars, whether there are any or not. */
const ROOM = 16

const STEP = 1.25

const MOST_STEPS = 8

/** The letters of a drawing are no larger than they must be to be read. */
const LEAST: Readonly<Record<Zoom['base'], number>> = { auto: 1, large: 0.75, fit: 0 }

/** A small chart that is blown up looks lost, and not large. */
const LARGEST_FIT = 1.25
