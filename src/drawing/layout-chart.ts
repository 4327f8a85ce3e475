import type { ChartGraph } from './chart-graph.ts'
import type { ChartLayout } from './chart-layout.ts'
import { planChart } from './chart-plan.ts'
import { chartToElk } from './chart-to-elk.ts'
import type { GraphLayouter } from './elk-graph.ts'
import { placeChart } from './place-chart.ts'

/**
 * Finds a place for every state, transition and label of a chart.
 *
 * @param elk - what finds places: `new ELK()` of the package `elkjs`
 * @throws whatever `elk` rejects with
 * @example
 * import ELK from 'elkjs'
 * import { chartGraph, layoutChart } from 'holdfast/drawing'
 *
 * const { states } = await layoutChart(chartGraph({ id: 'door' }), new ELK.default())
 * states.map(({ node }) => node.id) // => ['door']
 */
export async function layoutChart(graph: ChartGraph, elk: GraphLayouter): Promise<ChartLayout> {
  const plan = planChart(graph)
  let widths: ReadonlyMap<string, number> = new Map()
  for (let round = 1; ; round++) {
    const { layout, crowded } = placeChart(plan, await elk.layout(chartToElk(plan, widths)))
    if (crowded.size === 0 || round === MOST_ROUNDS) return layout
    widths = new Map([...widths, ...crowded])
  }
}

/** Wider frames move what is in them, and lines may go through their titles again. */
const MOST_ROUNDS = 4
