import type { ChartLayout, ChartMoment } from 'holdfast/drawing'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

import { ModalDialog } from '../../commands/modal-dialog.tsx'
import { ChartView } from './chart-view.tsx'
import { Legend } from './legend.tsx'
import { LARGE } from './zoom.ts'
import { ZoomTools } from './zoom-tools.tsx'

interface LargeChartProps {
  readonly layout: ChartLayout
  readonly moment: ChartMoment | undefined
  readonly onClose: () => void
}

/** The chart over the whole window, until Escape is pressed. */
export function LargeChart({ layout, moment, onClose }: LargeChartProps): VNode {
  const [zoom, setZoom] = useState(LARGE)
  return (
    <ModalDialog onClose={onClose}>
      {({ titleId, close }) => (
        <div class="session-chart-large">
          <header class="session-large-head">
            <h2 id={titleId}>Chart of {layout.id}</h2>
            <ZoomTools zoom={zoom} first={LARGE} onZoom={setZoom}>
              <button
                type="button"
                class="button"
                aria-pressed={true}
                title="Small again (Escape)"
                onClick={close}
              >
                Large
              </button>
            </ZoomTools>
          </header>
          <ChartView layout={layout} moment={moment} zoom={zoom} onZoom={setZoom} />
          <Legend />
        </div>
      )}
    </ModalDialog>
  )
}
