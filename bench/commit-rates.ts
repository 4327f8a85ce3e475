import type { probe } from './commit-rates.probe.ts'
import { runAlone } from './harness/alone.ts'
import type { Benchmark } from './report/benchmark.ts'
import { count, milliseconds } from './report/units.ts'

export const benchmark: Benchmark = {
  title: 'Commits and the event loop',
  about:
    'How much later than asked a timer fires while sessions are committed to SQLite at a steady rate, each with 2 KB of context, for five seconds. Commits run on the main thread.',
  async run() {
    const rates = await runAlone<typeof probe>('commit-rates')
    return {
      table: {
        columns: ['commits a second', 'commits', 'delay p50', 'p99', 'longest'],
        rows: rates.map(({ rate, commits, p50, p99, longest }) => [
          count(rate),
          count(commits),
          milliseconds(p50),
          milliseconds(p99),
          milliseconds(longest),
        ]),
      },
    }
  },
}
