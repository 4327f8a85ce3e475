import { chartGraph } from 'holdfast/drawing'
import type { ChartMoment } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'
import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { Section } from '../parts/section.tsx'
import { ChartTable } from './chart-table.tsx'
import { ChartView } from './chart-view.tsx'
import { LargeChart } from './large-chart.tsx'
import { Legend } from './legend.tsx'
import { useLayout } from './use-layout.ts'
import { AUTO } from './zoom.ts'
import { ZoomTools } from './zoom-tools.tsx'

interface ChartPanelProps {
  readonly definition: MachineDefinition | undefined
  readonly moment: ChartMoment | undefined
}

/** The statechart, and where the session is in it. */
export function ChartPanel({ definition, moment }: ChartPanelProps): VNode {
  const { layout, problem } = useLayout(definition)
  const [zoom, setZoom] = useState(AUTO)
  const [isLarge, setLarge] = useState(false)
  const graph = useMemo(() => definition && chartGraph(definition), [definition])

  return (
    <Section
      title="Chart"
      class="session-chart"
      tools={
        <ZoomTools zoom={zoom} first={AUTO} onZoom={setZoom}>
          <button
            type="button"
            class="button"
            aria-pressed={isLarge}
            aria-disabled={layout === undefined}
            title="Over the whole window"
            onClick={() => setLarge(layout !== undefined)}
          >
            Large
          </button>
        </ZoomTools>
      }
    >
      {layout === undefined ? (
        <p class="session-chart-box is-empty" role="status">
          {definition === undefined
            ? NO_CHART
            : problem === undefined
              ? 'Laying out the chart…'
              : `The chart cannot be drawn: ${problem}. It is below as a table.`}
        </p>
      ) : (
        <ChartView layout={layout} moment={moment} zoom={zoom} onZoom={setZoom} />
      )}
      {isLarge && layout !== undefined && (
        <LargeChart layout={layout} moment={moment} onClose={() => setLarge(false)} />
      )}
      {graph !== undefined && (
        <div class="session-chart-foot">
          <Legend />
          <details class="session-chart-table" open={problem !== undefined}>
            <summary>Chart as table</summary>
            <ChartTable graph={graph} moment={moment} />
          </details>
        </div>
      )}
    </Section>
  )
}

const NO_CHART = 'No chart is known: a store keeps where a session is, and not its machine.'
