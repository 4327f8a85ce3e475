import type { ChartEdge, ChartNode } from './chart-graph.ts'
import type { Box, ChartLayout, PlacedEdge, PlacedMarker, PlacedState, Point } from './chart-layout.ts'
import { endsOf } from './chart-plan.ts'
import type { ChartPlan } from './chart-plan.ts'
import { anyOf, lineOf, startOf } from './chart-to-elk.ts'
import type { ElkEdge, ElkGraph, ElkShape } from './elk-graph.ts'
import { freePlace } from './free-place.ts'
import { PADDING, placeRows } from './state-face.ts'

/**
 * Reads what ELK has found.
 *
 * @returns also the frames in which a line goes through what stands there, and how wide they would have to be
 */
export function placeChart(
  { chart, family, order, quiet, faces, labels }: ChartPlan,
  found: ElkGraph,
): { readonly layout: ChartLayout; readonly crowded: ReadonlyMap<string, number> } {
  // ELK gives back all that it was given.
  const boxes = new Map(allNodes(found).map((node) => [node.id, boxOf(node)]))
  const elkEdges = new Map(found.edges!.map((edge) => [edge.id, edge]))
  const boxFor = (id: string) => boxes.get(id)!
  const elkEdge = (id: string, index: number) => elkEdges.get(lineOf(id, index))!

  const placeEdge = (edge: ChartEdge): PlacedEdge => {
    const { id, source } = edge
    const isQuiet = quiet.has(id)
    const lines = endsOf(edge).map((target, index) => {
      const points = pointsOf(elkEdge(id, index))
      const line = order.isBackward(source, target) ? points.toReversed() : points
      return isQuiet ? fromRow(line, rowOf(edge)) : line
    })
    const label = labels.get(id)
    return {
      edge,
      lines,
      ...(label && { label: { lines: label, box: boxOf(elkEdge(id, 0).labels![0]!) } }),
      isQuiet,
    }
  }

  const rowOf = ({ id, source }: ChartEdge) => {
    const { y, height } = faces.get(source)!.rows.find(({ edge }) => edge === id)!
    return boxFor(source).y + y + height / 2
  }

  const placeMarkers = ({ id, initial }: ChartNode): readonly PlacedMarker[] => {
    const start = boxes.get(startOf(id))
    const any = boxes.get(anyOf(id))
    const lines = initial.map((_, index) => start && pointsOf(elkEdge(startOf(id), index))).filter(isGiven)
    return [
      ...(start ? [{ kind: 'initial' as const, state: id, box: start, lines }] : []),
      ...(any ? [{ kind: 'any' as const, state: id, box: any, lines: [] }] : []),
    ]
  }

  const edges = chart.edges.map(placeEdge)
  const markers = family.nodes.flatMap(placeMarkers)
  const lines = [...edges, ...markers].flatMap((each) => each.lines)
  const crowded = new Map<string, number>()

  const placeState = (node: ChartNode): PlacedState => {
    const box = boxFor(node.id)
    const face = faces.get(node.id)!
    const strip = {
      x: box.x + PADDING.x,
      y: box.y + PADDING.y,
      width: box.width - 2 * PADDING.x,
      height: face.height - 2 * PADDING.y,
    }
    // No line goes through a state without others in it.
    const x = node.children.length === 0 ? strip.x : freePlace(strip, face.width - 2 * PADDING.x, lines)
    if (x + face.width - PADDING.x > box.x + box.width + 1)
      crowded.set(node.id, x - box.x + face.width - PADDING.x)
    return {
      node,
      box,
      isRegion: family.parentOf(node.id)?.type === 'parallel',
      texts: placeRows(face, box, x),
    }
  }

  const states = family.nodes.map(placeState)
  const { width, height } = boxOf(found)
  return { layout: { id: chart.id, width, height, states, edges, markers }, crowded }
}

const allNodes = (node: ElkGraph): readonly ElkGraph[] => [node, ...(node.children ?? []).flatMap(allNodes)]

const boxOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkShape): Box => ({ x, y, width, height })

const pointsOf = ({ sections }: ElkEdge): readonly Point[] =>
  sections!.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])

/** A line that begins at the height of its row; ELK knows only on which side. */
function fromRow(line: readonly Point[], y: number): readonly Point[] {
  // One that goes straight to its end stays where both ends are.
  return line.length === 2 ? line : line.map((point, index) => (index < 2 ? { x: point.x, y } : point))
}

const isGiven = <T>(value: T | undefined): value is T => value !== undefined
