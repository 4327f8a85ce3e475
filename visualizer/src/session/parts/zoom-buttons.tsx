import type { ComponentChildren, VNode } from 'preact'

interface ZoomButtonsProps {
  /** What they do, for those who do not see the signs. */
  readonly labels: { readonly out: string; readonly in: string }
  readonly onOut: () => void
  readonly onIn: () => void
  /** The button that shows all, and whether all is shown. */
  readonly all: { readonly text: string; readonly title: string; readonly isOn: boolean }
  readonly onAll: () => void
  /** Beside them. */
  readonly children?: ComponentChildren
}

/** The buttons by which a drawing is zoomed. */
export const ZoomButtons = ({ labels, onOut, onIn, all, onAll, children }: ZoomButtonsProps): VNode => (
  <div class="session-buttons is-tight">
    <button type="button" class="button" aria-label={labels.out} title="Zoom out (−)" onClick={onOut}>
      −
    </button>
    <button type="button" class="button" aria-label={labels.in} title="Zoom in (+)" onClick={onIn}>
      +
    </button>
    <button type="button" class="button" aria-pressed={all.isOn} title={all.title} onClick={onAll}>
      {all.text}
    </button>
    {children}
  </div>
)
