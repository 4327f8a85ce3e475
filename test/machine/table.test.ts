import { expect, test } from 'vitest'
import { flattenChart } from '../../scripts/flatten-chart.ts'
import { table } from '../../src/machine/table.ts'

test('the table that the driver walks is the chart: if not, npm run compile-chart', () => {
  expect(table).toEqual(flattenChart())
})

test('the chart may only name states with a step', () => {
  const chart = { initial: 'first', states: { first: {} }, on: { ABORT: { target: '#first' } } }
  expect(() => flattenChart(chart)).toThrow('the chart has no step at first')
})
