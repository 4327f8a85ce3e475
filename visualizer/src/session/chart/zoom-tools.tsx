import type { ComponentChildren, VNode } from 'preact'

import { ZoomButtons } from '../parts/zoom-buttons.tsx'
import { FIT, zoomBy } from './zoom.ts'
import type { Zoom } from './zoom.ts'

interface ZoomToolsProps {
  readonly zoom: Zoom
  /** The one that it began with. */
  readonly first: Zoom
  readonly onZoom: (zoom: Zoom) => void
  /** Beside them. */
  readonly children: ComponentChildren
}

/** The buttons by which a chart is zoomed. */
export const ZoomTools = ({ zoom, first, onZoom, children }: ZoomToolsProps): VNode => (
  <ZoomButtons
    labels={LABELS}
    onOut={() => onZoom(zoomBy(zoom, -1))}
    onIn={() => onZoom(zoomBy(zoom, 1))}
    all={{ text: 'Fit', title: 'All of it (0)', isOn: zoom === FIT }}
    onAll={() => onZoom(zoom === FIT ? first : FIT)}
  >
    {children}
  </ZoomButtons>
)

const LABELS = { out: 'Zoom out', in: 'Zoom in' }
