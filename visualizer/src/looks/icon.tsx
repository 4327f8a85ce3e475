import type { RowOrigin, RowStatus } from 'holdfast/visualizer'

export type IconName = RowStatus | RowOrigin | 'close' | 'search' | 'open' | 'warning' | 'up' | 'down'

/** A shape of its own for each status, so that none is told by its colour alone. Says nothing to a screen reader. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)

const RING = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z'

const PATHS: Readonly<Record<IconName, string>> = {
  failed: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM8 4.6v4.2M8 11.2v.2',
  quarantined: 'M8 1.8l6.6 11.9H1.4zM8 6.2v3.6M8 11.6v.2',
  sleeping: 'M13.6 9.9A6.1 6.1 0 1 1 6.1 2.4a4.9 4.9 0 0 0 7.5 7.5z',
  active: `${RING}M6.4 5.1l4.6 2.9l-4.6 2.9z`,
  interrupted: 'M8 1.2l6.8 6.8l-6.8 6.8l-6.8-6.8zM6.5 5.9v4.2M9.5 5.9v4.2',
  lost: `${RING}M6.1 6.2a1.9 1.9 0 1 1 2.9 1.7c-.7.4-1 .8-1 1.5M8 11.4v.2`,
  done: `${RING}M5 8.2l2.1 2.1l3.9-4.4`,
  cancelled: `${RING}M3.6 3.6l8.8 8.8`,
  stopped: `${RING}M5.8 5.8h4.4v4.4H5.8z`,
  live: 'M8 6.6a1.4 1.4 0 1 1 0 2.8a1.4 1.4 0 1 1 0-2.8zM5 11a4.2 4.2 0 0 1 0-6M11 5a4.2 4.2 0 0 1 0 6M2.9 13a7 7 0 0 1 0-10M13.1 3a7 7 0 0 1 0 10',
  stored: 'M2.5 4c0-3 11-3 11 0v8c0 3-11 3-11 0zM2.5 4c0 3 11 3 11 0M2.5 8c0 3 11 3 11 0',
  recorded: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8h4M6 11h4',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9zM10.3 10.3l3.4 3.4',
  open: 'M8 2v8M4.8 5.2L8 2l3.2 3.2M2.5 10v3.5h11V10',
  warning: 'M8 1.8l6.6 11.9H1.4zM8 6.2v3.6M8 11.6v.2',
  up: 'M4.5 9.5L8 6l3.5 3.5',
  down: 'M4.5 6.5L8 10l3.5-3.5',
}
