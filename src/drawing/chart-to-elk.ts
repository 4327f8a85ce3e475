import type { ChartEdge, ChartNode } from './chart-graph.ts'
import { endsOf } from './chart-plan.ts'
import type { ChartPlan } from './chart-plan.ts'
import type { ElkEdge, ElkGraph } from './elk-graph.ts'
import { COUNT_WIDTH, FONT, textWidth } from './text-size.ts'

/**
 * Writes a chart as ELK is asked to lay it out.
 *
 * @param widths - what states must have at least, by id, beyond what stands in them
 */
export function chartToElk(plan: ChartPlan, widths: ReadonlyMap<string, number>): ElkGraph {
  const { chart, family, order, quiet, faces, labels } = plan
  const leadsInside = ({ source, targets }: ChartEdge) => targets.some((id) => family.isWithin(id, source))
  const entries = new Set(chart.edges.flatMap(({ id, targets }) => (quiet.has(id) ? targets : [])))
  const anys = new Set(chart.edges.filter(leadsInside).map(({ source }) => source))

  const elkNode = (node: ChartNode): ElkGraph => {
    if (node.type === 'history') return { id: node.id, width: HISTORY, height: HISTORY }
    return node.children.length === 0 ? simpleNode(node.id) : frameNode(node)
  }

  const simpleNode = (id: string): ElkGraph => {
    // Every state has a face.
    const { width, height, rows } = faces.get(id)!
    const ports = [
      ...rows.flatMap(({ edge, isExit }) => (isExit && edge !== undefined ? [portOf(edge)] : [])),
      ...(entries.has(id) ? [entryOf(id)] : []),
    ]
    return {
      id,
      width,
      height,
      ports: ports.map((port) => ({ id: port, layoutOptions: { 'elk.port.side': 'EAST' } })),
      layoutOptions: { 'elk.portConstraints': ports.length > 0 ? 'FIXED_SIDE' : 'FREE' },
    }
  }

  const frameNode = ({ id, type, initial }: ChartNode): ElkGraph => {
    const { width, height } = faces.get(id)!
    const hasStart = type === 'compound' && initial.length > 0
    return {
      id,
      children: [
        ...(hasStart ? [{ id: startOf(id), width: DOT, height: DOT }] : []),
        ...(anys.has(id) ? [{ id: anyOf(id), width: textWidth(ANY, 'detail') + 16, height: 20 }] : []),
        ...order.childrenOf(id).map((child) => elkNode(family.nodeOf(child))),
      ],
      layoutOptions: {
        ...OPTIONS,
        'elk.padding': `[top=${height + 4},left=12,bottom=12,right=12]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        // Of what runs down, ELK takes the one for the other.
        'elk.nodeSize.minimum': `(${height + 12},${Math.max(width, widths.get(id) ?? 0)})`,
      },
    }
  }

  const elkEdges = (edge: ChartEdge): readonly ElkEdge[] =>
    endsOf(edge).map((target, index) => {
      const { id, source } = edge
      const label = labels.get(id)
      const from = family.isWithin(target, source) ? anyOf(source) : source
      const ends = quiet.has(id) ? [portOf(id), entryOf(target)] : [from, target]
      if (order.isBackward(source, target)) ends.reverse()
      return {
        id: lineOf(id, index),
        sources: ends.slice(0, 1),
        targets: ends.slice(1),
        ...(index === 0 && label && { labels: [labelOf(label)] }),
      }
    })

  const startEdges = ({ id, initial, type }: ChartNode): readonly ElkEdge[] =>
    type === 'compound'
      ? initial.map((target, index) => ({
          id: lineOf(startOf(id), index),
          sources: [startOf(id)],
          targets: [target],
        }))
      : []

  return {
    id: '$chart',
    children: [elkNode(chart.root)],
    edges: [...family.nodes.flatMap(startEdges), ...chart.edges.flatMap(elkEdges)],
    layoutOptions: OPTIONS,
  }
}

export const startOf = (id: string): string => `${id}$start`
export const anyOf = (id: string): string => `${id}$any`
export const lineOf = (id: string, index: number): string => `${id}$${index}`
const entryOf = (id: string): string => `${id}$entry`
const portOf = (id: string): string => `${id}$port`

/** Stands for all states within a frame. */
export const ANY = 'in any state'

const DOT = 12

const HISTORY = 26

const labelOf = (lines: readonly string[]) => ({
  text: lines.join('\n'),
  width:
    Math.max(...lines.map((line, index) => textWidth(line, 'detail') + (index === 0 ? COUNT_WIDTH : 0))) + 8,
  height: lines.length * FONT.detail.line + 2,
  layoutOptions: { 'elk.edgeLabels.inline': 'true' },
})

/**
 * For the chart, and each frame in it: a frame inherits none.
 *
 * To consider the order of the model would be welcome, but ELK fails on it where lines cross frames; `FlowOrder` stands
 * in for it.
 */
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeNode': '16',
  'elk.layered.spacing.nodeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  // A chart looks the same every time.
  'elk.randomSeed': '1',
}
