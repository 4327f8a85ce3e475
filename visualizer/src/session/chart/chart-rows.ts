import type { ChartGraph, ChartMoment, ChartNode } from 'holdfast/drawing'

/** A chart as a table: its states, and for each the transitions that leave it. */
export interface ChartRow {
  readonly path: string
  readonly isActive: boolean
  readonly transitions: readonly TransitionRow[]
}

interface TransitionRow {
  readonly id: string
  readonly event: string
  readonly guard?: string
  readonly targets: string
  readonly count: number
  readonly isLast: boolean
}

export function chartRows({ root, edges }: ChartGraph, moment: ChartMoment | undefined): readonly ChartRow[] {
  const nodes = nodesIn(root)
  const paths = new Map(nodes.map(({ id, path }) => [id, path]))
  const nameOf = (id: string) => paths.get(id) || id
  return nodes
    .map((node) => ({
      path: node.path === '' ? node.name : node.path,
      isActive: moment?.activeStates.includes(node.path) ?? false,
      transitions: edges
        .filter(({ source }) => source === node.id)
        .map(({ id, event, guard, targets }) => ({
          id,
          event,
          ...(guard !== undefined && { guard }),
          targets: targets.length === 0 ? 'stays' : targets.map(nameOf).join(', '),
          count: moment?.taken[id] ?? 0,
          isLast: moment?.last.includes(id) ?? false,
        })),
    }))
    .filter(({ path, transitions }) => path !== root.name || transitions.length > 0)
}

const nodesIn = (node: ChartNode): readonly ChartNode[] => [node, ...node.children.flatMap(nodesIn)]
