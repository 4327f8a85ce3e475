import type { Box, ChartLayout, PlacedMarker, Point } from '../../../src/drawing.ts'

/** Says what lies upon what in a chart and must not; empty for a good one. */
export function overlaps({ states, edges, markers, width, height }: ChartLayout): readonly string[] {
  const faults: string[] = []
  const labels = edges.flatMap(({ edge, label }) => (label ? [{ id: edge.id, box: label.box }] : []))
  const solid = states.filter(({ node }) => node.children.length === 0)
  const frames = states.filter(({ node }) => node.children.length > 0)
  const lines = [
    ...edges.flatMap(({ edge, lines: all }) => all.map((points) => ({ id: edge.id, points }))),
    ...markers.flatMap(({ state, lines: all }) => all.map((points) => ({ id: `start of ${state}`, points }))),
  ]
  const ownMarker = (id: string, { kind, state }: PlacedMarker) =>
    kind === 'any'
      ? edges.some(({ edge }) => edge.id === id && edge.source === state)
      : id === `start of ${state}`
  const things = [
    ...labels.map(({ id, box }) => ({ name: `label of ${id}`, box })),
    ...solid.map(({ node, box }) => ({ name: `state ${node.id}`, box })),
    ...markers.map(({ kind, state, box }) => ({ name: `marker ${kind} of ${state}`, box })),
    ...frames.flatMap(({ node, texts }) =>
      texts.map(({ box, text }) => ({ name: `text ${text} of ${node.id}`, box })),
    ),
  ]
  things.forEach((one, index) => {
    for (const other of things.slice(index + 1))
      if (overlap(one.box, other.box)) faults.push(`${one.name} overlaps ${other.name}`)
    if (!contains({ x: 0, y: 0, width, height }, one.box)) faults.push(`${one.name} is outside`)
    for (const { node, box } of frames)
      if (overlap(one.box, box) && !contains(box, one.box))
        faults.push(`${one.name} crosses the frame of ${node.id}`)
  })
  for (const { id, points } of lines) {
    for (const other of labels)
      if (other.id !== id && crosses(points, other.box))
        faults.push(`${id} goes through the label of ${other.id}`)
    for (const { node, box } of solid)
      if (crosses(points, shrink(box, 1))) faults.push(`${id} goes through ${node.id}`)
    for (const { node, texts } of frames)
      for (const { text, box } of texts)
        if (crosses(points, box)) faults.push(`${id} goes through the text ${text} of ${node.id}`)
    for (const marker of markers)
      if (!ownMarker(id, marker) && crosses(points, shrink(marker.box, 1)))
        faults.push(`${id} goes through the marker ${marker.kind} of ${marker.state}`)
    if (points.length < 2) faults.push(`${id} has no line`)
  }
  for (const { node, box } of states)
    for (const child of node.children) {
      const inner = states.find((state) => state.node === child)
      if (inner === undefined || !contains(box, inner.box))
        faults.push(`${child.id} is not within ${node.id}`)
    }
  for (const { node, texts } of states)
    texts.forEach(({ text, box }, index) => {
      for (const other of texts.slice(index + 1))
        if (overlap(box, other.box)) faults.push(`${text} lies upon ${other.text} in ${node.id}`)
    })
  for (const { node, box, texts } of states)
    for (const text of texts)
      if (node.type !== 'history' && !contains(box, text.box))
        faults.push(`${text.text} does not fit in ${node.id}`)
  return faults
}

export const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + SLACK &&
  b.x + b.width > a.x + SLACK &&
  a.y + a.height > b.y + SLACK &&
  b.y + b.height > a.y + SLACK

const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK

const crosses = (points: readonly Point[], box: Box): boolean =>
  points.slice(1).some((end, index) => {
    const start = points[index]!
    const x = Math.min(start.x, end.x)
    const y = Math.min(start.y, end.y)
    return overlap(box, {
      x: x - SLACK,
      y: y - SLACK,
      width: Math.abs(start.x - end.x) + 2 * SLACK,
      height: Math.abs(start.y - end.y) + 2 * SLACK,
    })
  })

const shrink = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
})

/** ELK's places have fractions. */
const SLACK = 0.01
