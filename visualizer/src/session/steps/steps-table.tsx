import { formatDuration } from 'holdfast/drawing'
import type { VNode } from 'preact'

import type { StepTotals } from './step-totals.ts'

interface StepsTableProps {
  readonly totals: readonly StepTotals[]
  /** In which messages they were counted, where those are not all: `in the last 500 messages`. */
  readonly scope: string | undefined
  readonly onIndex: (index: number) => void
}

/** How long hooks, strategies, attempts and sleeps took. */
export const StepsTable = ({ totals, scope, onIndex }: StepsTableProps): VNode => (
  <table class="session-steps">
    <caption>Steps{scope === undefined ? '' : ` ${scope}`}: hooks, strategies, attempts, sleeps</caption>
    <thead>
      <tr>
        <th scope="col">Step</th>
        <th scope="col">Times</th>
        <th scope="col">Failed</th>
        <th scope="col">Last</th>
        <th scope="col">Longest</th>
        <th scope="col">In all</th>
      </tr>
    </thead>
    <tbody>
      {totals.map(({ step, count, failed, cut, last, longest, total, index }) => (
        <tr key={step}>
          <th scope="row">
            <button
              type="button"
              class="session-link"
              title="Show the last one"
              onClick={() => onIndex(index)}
            >
              {step}
            </button>
          </th>
          <td class="is-number">{count}</td>
          <td class="is-number" data-bad={failed + cut > 0}>
            {failed}
            {cut > 0 && `, ${cut} cut`}
          </td>
          <td class="is-number">{formatDuration(last)}</td>
          <td class="is-number">{formatDuration(longest)}</td>
          <td class="is-number">{formatDuration(total)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
