import type { ChartFamily } from './chart-family.ts'
import type { ChartGraph } from './chart-graph.ts'

/**
 * The transitions, by id, that lead to one end from many simple states when something goes wrong. Drawn like all others
 * they would hide what a chart is about.
 */
export function quietEdges({ edges }: ChartGraph, { nodeOf }: ChartFamily): ReadonlySet<string> {
  const isSimple = (id: string) => nodeOf(id).children.length === 0 && nodeOf(id).type !== 'history'
  const byTarget = new Map<string, string[]>()
  for (const { id, source, targets, isError, guard } of edges) {
    const [target] = targets
    if (!isError || guard !== undefined || targets.length !== 1 || target === undefined) continue
    if (target === source || !isSimple(source) || !isSimple(target)) continue
    byTarget.set(target, [...(byTarget.get(target) ?? []), id])
  }
  return new Set([...byTarget.values()].filter((ids) => ids.length >= MANY).flat())
}

const MANY = 3
