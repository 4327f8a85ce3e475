import type { Point } from './chart-layout.ts'

/** A line as a path of SVG, its corners rounded. */
export const pathOf = (points: readonly Point[]): string =>
  points
    .map((point, index) => {
      const before = points[index - 1]
      const next = points[index + 1]
      if (before === undefined) return `M${write(point)}`
      if (next === undefined) return `L${write(point)}`
      const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, next) / 2)
      return `L${write(towards(point, before, radius))}Q${write(point)} ${write(towards(point, next, radius))}`
    })
    .join('')

/** The head of an arrow at the end of a line, as a path of SVG. */
export function arrowHead(points: readonly Point[]): string {
  // A line has two ends.
  const [from, tip] = points.slice(-2) as [Point, Point]
  const back = towards(tip, from, HEAD)
  const aside = { x: (back.y - tip.y) / 2, y: (tip.x - back.x) / 2 }
  const corners = [
    { x: back.x + aside.x, y: back.y + aside.y },
    { x: back.x - aside.x, y: back.y - aside.y },
  ]
  return `M${[tip, ...corners].map(write).join('L')}Z`
}

const RADIUS = 6

const HEAD = 8

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length }
}

const write = ({ x, y }: Point): string => `${round(x)},${round(y)}`

/** More digits nobody sees. */
export const round = (value: number): number => Math.round(value * 10) / 10
