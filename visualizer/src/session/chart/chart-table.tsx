import type { ChartGraph, ChartMoment } from 'holdfast/drawing'
import type { VNode } from 'preact'

import { chartRows } from './chart-rows.ts'

interface ChartTableProps {
  readonly graph: ChartGraph
  readonly moment: ChartMoment | undefined
}

/** The chart for those who do not see it, or search in it. */
export const ChartTable = ({ graph, moment }: ChartTableProps): VNode => (
  <div class="session-scroll" tabIndex={0} role="region" aria-label="Chart as table">
    <table>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">On</th>
          <th scope="col">If</th>
          <th scope="col">To</th>
          <th scope="col">Taken</th>
        </tr>
      </thead>
      {chartRows(graph, moment).map(({ path, isActive, transitions }) => (
        <tbody key={path} data-active={isActive}>
          {(transitions.length === 0 ? [undefined] : transitions).map((transition, at) => (
            <tr key={transition?.id ?? path} data-last={transition?.isLast}>
              {at === 0 && (
                <th scope="rowgroup" rowSpan={Math.max(1, transitions.length)}>
                  {path}
                  {isActive && <em> (now)</em>}
                </th>
              )}
              <td>{transition?.event}</td>
              <td>{transition?.guard}</td>
              <td>{transition?.targets}</td>
              <td class="is-number">
                {transition?.count}
                {transition?.isLast && <em> (last)</em>}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  </div>
)
