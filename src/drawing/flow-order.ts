import type { ChartFamily } from './chart-family.ts'
import type { ChartGraph } from './chart-graph.ts'

/** Says of two states in which direction a chart should be read. */
export interface FlowOrder {
  /** Whether what leads from one state to another goes back, against the direction of the chart. */
  readonly isBackward: (source: string, target: string) => boolean
  /** A state's children, in the order in which the chart comes to them. */
  readonly childrenOf: (id: string) => readonly string[]
}

/** Finds the order in which a chart is come through, from where its states begin: a chart that is drawn so has few ways back. */
export function flowOrder({ edges }: ChartGraph, { nodes, lineOf }: ChartFamily): FlowOrder {
  const ways = new Map<string, string[]>()
  for (const { source, targets } of edges)
    for (const target of targets) {
      const fork = forkOf(lineOf(source), lineOf(target))
      if (fork !== undefined) ways.set(fork[0], [...(ways.get(fork[0]) ?? []), fork[1]])
    }
  const children = new Map(
    nodes.map((node) => {
      const ids = node.children.map(({ id }) => id)
      const initial = ids.filter((id) => node.initial.some((target) => lineOf(target).includes(id)))
      return [node.id, orderFrom([...initial, ...ids], ways)]
    }),
  )
  const places = new Map(
    [...children.values()].flatMap((ids) => ids.map((id, index) => [id, index] as const)),
  )
  return {
    isBackward(source, target) {
      const fork = forkOf(lineOf(source), lineOf(target))
      return fork !== undefined && places.get(fork[0])! > places.get(fork[1])!
    },
    childrenOf: (id) => children.get(id)!,
  }
}

/** The two siblings at which the lines of two states part; undefined where one is within the other. */
function forkOf(a: readonly string[], b: readonly string[]): readonly [string, string] | undefined {
  const index = a.findIndex((id, at) => id !== b[at])
  const [from, to] = [a[index], b[index]]
  return from === undefined || to === undefined ? undefined : [from, to]
}

/** What comes later than all that leads to it, but for what leads back. */
function orderFrom(ids: readonly string[], ways: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set<string>()
  const order: string[] = []
  const visit = (id: string) => {
    if (seen.has(id)) return
    seen.add(id)
    // The first way stays nearest, though each is put before those that were come through earlier.
    for (const next of (ways.get(id) ?? []).toReversed()) visit(next)
    order.unshift(id)
  }
  // Where the state begins is visited last of all, unless something led to it before; so it is first.
  const [first] = ids
  if (first !== undefined) visit(first)
  const begun = order.splice(0)
  for (const id of ids) visit(id)
  return [...begun, ...order]
}
