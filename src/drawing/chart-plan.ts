import { chartFamily } from './chart-family.ts'
import type { ChartFamily } from './chart-family.ts'
import type { ChartEdge, ChartGraph } from './chart-graph.ts'
import { flowOrder } from './flow-order.ts'
import type { FlowOrder } from './flow-order.ts'
import { quietEdges } from './quiet-edges.ts'
import { stateFace } from './state-face.ts'
import type { StateFace } from './state-face.ts'
import { wrap } from './text-size.ts'

/** What is decided about a chart before places are found. */
export interface ChartPlan {
  readonly chart: ChartGraph
  readonly family: ChartFamily
  readonly order: FlowOrder
  /** Transitions that begin at a row of their state, and have no label. */
  readonly quiet: ReadonlySet<string>
  /** What stands in each state. */
  readonly faces: ReadonlyMap<string, StateFace>
  /** The lines of each label. */
  readonly labels: ReadonlyMap<string, readonly string[]>
}

export function planChart(chart: ChartGraph): ChartPlan {
  const family = chartFamily(chart)
  const quiet = quietEdges(chart, family)
  const faceOf = (id: string) => {
    const own = chart.edges.filter(({ source }) => source === id)
    return stateFace(family.nodeOf(id), own, (edge) => quiet.has(edge.id))
  }
  return {
    chart,
    family,
    order: flowOrder(chart, family),
    quiet,
    faces: new Map(family.nodes.map(({ id }) => [id, faceOf(id)])),
    labels: new Map(
      chart.edges
        .filter((edge) => endsOf(edge).length > 0 && !quiet.has(edge.id))
        .map((edge) => [edge.id, labelLines(edge)]),
    ),
  }
}

/** Where the lines of a transition end; one that leads to where it comes from needs none. */
export const endsOf = ({ source, targets }: ChartEdge): readonly string[] =>
  targets.filter((target) => target !== source)

const labelLines = ({ event, guard, actions }: ChartEdge): readonly string[] => [
  ...wrap(event, COLUMNS, 1),
  ...(guard === undefined ? [] : wrap(`[${guard}]`, COLUMNS, 2)),
  ...(actions.length === 0 ? [] : wrap(`/ ${actions.join(', ')}`, COLUMNS, 1)),
]

const COLUMNS = 36
