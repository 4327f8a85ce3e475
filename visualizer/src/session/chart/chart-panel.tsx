import { chartGraph } from 'holdfast/drawing'
import type { ChartMoment } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'
import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { Section } from '../parts/section.tsx'
import { ChartTable } from './chart-table.tsx'
import { ChartView } from './chart-view.tsx'
import { useLayout } from './use-layout.ts'
import { AUTO, FIT, zoomBy } from './zoom.ts'
import type { Zoom } from './zoom.ts'

interface ChartPanelProps {
  readonly definition: MachineDefinition | undefined
  readonly moment: ChartMoment | undefined
}

/** The statechart, and where the session is in it. */
export function ChartPanel({ definition, moment }: ChartPanelProps): VNode {
  const { layout, problem } = useLayout(definition)
  const [zoom, setZoom] = useState<Zoom>(AUTO)
  const graph = useMemo(() => definition && chartGraph(definition), [definition])

  return (
    <Section
      title="Chart"
      class="session-chart"
      tools={
        <>
          <div class="session-buttons is-tight">
            <button
              type="button"
              class="button"
              aria-label="Zoom out"
              title="Zoom out (−)"
              onClick={() => setZoom(zoomBy(zoom, -1))}
            >
              −
            </button>
            <button
              type="button"
              class="button"
              aria-label="Zoom in"
              title="Zoom in (+)"
              onClick={() => setZoom(zoomBy(zoom, 1))}
            >
              +
            </button>
            <button
              type="button"
              class="button"
              aria-pressed={zoom === FIT}
              title="All of it (0)"
              onClick={() => setZoom(zoom === FIT ? AUTO : FIT)}
            >
              Fit
            </button>
          </div>
        </>
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

const Legend = (): VNode => (
  <ul class="session-legend" aria-label="Legend">
    <li data-sign="active">now</li>
    <li data-sign="last">last way</li>
    <li data-sign="taken">taken, and how often</li>
    <li data-sign="never">never taken</li>
  </ul>
)
