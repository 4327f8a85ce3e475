import type { ChartTable } from './chart-table.ts'

/**
 * The chart of chart.ts, flattened: where the result of each step leads. A step without `onError` fails as by `onAbort`.
 *
 * Written by `npm run compile-chart`, never by hand; a test compares it with the chart.
 */
export const table: ChartTable = {
  onStart: [{ target: 'before' }],
  onAbort: [{ target: 'fail', update: 'break' }],
  steps: {
    before: { onDone: [{ target: 'attempt' }] },
    attempt: {
      onDone: [{ target: 'retry', update: 'succeed' }],
      onError: [{ target: 'retry', update: 'fail' }],
    },
    retry: {
      onDone: [
        { target: 'after', guard: 'shouldRetry' },
        { target: 'fail', guard: 'attemptFailed' },
        { target: 'finish' },
      ],
    },
    after: { onDone: [{ target: 'wait' }] },
    wait: { onDone: [{ target: 'stop', update: 'plan' }] },
    stop: {
      onDone: [
        { target: 'giveUp', guard: 'shouldStop' },
        { target: 'beforeSleep', update: 'schedule' },
      ],
    },
    giveUp: { onDone: [{ target: 'finish', update: 'substitute' }] },
    beforeSleep: { onDone: [{ target: 'sleep' }] },
    sleep: { onDone: [{ target: 'before', update: 'again' }] },
    finish: { onDone: [], onError: [] },
    fail: { onDone: [], onError: [] },
  },
}
