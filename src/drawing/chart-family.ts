import type { ChartGraph, ChartNode } from './chart-graph.ts'

/** The states of a chart by their ids, and who is within whom. */
export interface ChartFamily {
  /** Parents before their children. */
  readonly nodes: readonly ChartNode[]
  readonly nodeOf: (id: string) => ChartNode
  readonly parentOf: (id: string) => ChartNode | undefined
  /** The ids on the way to a state, from the root's to its own. */
  readonly lineOf: (id: string) => readonly string[]
  /** Whether a state is within another, at any depth. */
  readonly isWithin: (id: string, other: string) => boolean
}

export function chartFamily({ root }: ChartGraph): ChartFamily {
  const nodes: ChartNode[] = []
  const byId = new Map<string, ChartNode>()
  const parents = new Map<string, ChartNode>()
  const lines = new Map<string, readonly string[]>()
  const visit = (node: ChartNode, before: readonly string[]) => {
    const line = [...before, node.id]
    nodes.push(node)
    byId.set(node.id, node)
    lines.set(node.id, line)
    for (const child of node.children) {
      parents.set(child.id, node)
      visit(child, line)
    }
  }
  visit(root, [])
  // Only ids of the chart are asked for.
  const lineOf = (id: string) => lines.get(id)!
  return {
    nodes,
    nodeOf: (id) => byId.get(id)!,
    parentOf: (id) => parents.get(id),
    lineOf,
    isWithin: (id, other) => id !== other && lineOf(id).includes(other),
  }
}
