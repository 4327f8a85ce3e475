import type { VNode } from 'preact'

/** What the lines and frames of a chart mean. */
export const Legend = (): VNode => (
  <ul class="session-legend" aria-label="Legend">
    <li data-sign="active">now</li>
    <li data-sign="last">last way</li>
    <li data-sign="taken">taken, and how often</li>
    <li data-sign="error">taken on an error</li>
    <li data-sign="never">never taken</li>
  </ul>
)
