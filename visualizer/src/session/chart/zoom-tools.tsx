import type { ComponentChildren, VNode } from 'preact'

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
  <div class="session-buttons is-tight">
    <button
      type="button"
      class="button"
      aria-label="Zoom out"
      title="Zoom out (−)"
      onClick={() => onZoom(zoomBy(zoom, -1))}
    >
      −
    </button>
    <button
      type="button"
      class="button"
      aria-label="Zoom in"
      title="Zoom in (+)"
      onClick={() => onZoom(zoomBy(zoom, 1))}
    >
      +
    </button>
    <button
      type="button"
      class="button"
      aria-pressed={zoom === FIT}
      title="All of it (0)"
      onClick={() => onZoom(zoom === FIT ? first : FIT)}
    >
      Fit
    </button>
    {children}
  </div>
)
