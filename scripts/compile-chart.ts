import { writeFileSync } from 'node:fs'
import { flattenChart } from './flatten-chart.ts'

// Writes the chart's table, which the compiled driver walks: `npm run compile-chart`.
writeFileSync(
  new URL('../src/machine/table.ts', import.meta.url),
  `import type { ChartTable } from './chart-table.ts'

/**
 * The chart of chart.ts, flattened: where the result of each step leads. A step without \`onError\` fails as by \`onAbort\`.
 *
 * Written by \`npm run compile-chart\`, never by hand; a test compares it with the chart.
 */
export const table: ChartTable = ${JSON.stringify(flattenChart())}
`,
)
