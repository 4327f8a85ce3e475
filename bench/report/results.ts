import { writeFileSync } from 'node:fs'
import type { Bar, Benchmark, Findings } from './benchmark.ts'
import { peersTable } from './setting.ts'
import { renderTable } from './table.ts'

export interface Result extends Findings {
  readonly benchmark: Benchmark
}

/** Rewrites `bench/RESULTS.md` with what one run of all benchmarks found on a machine. */
export function writeResults(machine: string, results: readonly Result[]): void {
  const parts = [
    '# Results',
    'Written by `npm run bench`. Smaller is better everywhere; `×` sets a number against the peer that the column names. The time of a call is the lower quartile of batches of 10 ms, in a process of its own for each peer and round.',
    machine,
    '## Bars',
    renderTable(barsTable(results.flatMap(({ bars = [] }) => bars))),
    ...results.flatMap(({ benchmark, table }) => [
      `## ${benchmark.title}`,
      benchmark.about,
      renderTable(table),
    ]),
    '## Peers',
    'All have the same limit on retries, the same wait and no jitter.',
    renderTable(peersTable()),
  ]
  writeFileSync(new URL('../RESULTS.md', import.meta.url), `${parts.join('\n\n')}\n`)
}

/** The bars of a run beside what was measured. */
export const barsTable = (bars: readonly Bar[]) => ({
  columns: ['what', 'bar', 'measured', 'verdict'],
  rows: bars.map(({ what, bar, measured, met }) => [what, bar, measured, met ? 'met' : 'missed']),
})
