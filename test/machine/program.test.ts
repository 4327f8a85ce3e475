import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flattenChart } from '../../scripts/flatten-chart.ts'
import { renderProgram } from '../../scripts/render-program.ts'

test('the program that the driver runs is the chart: if not, npm run compile-chart', () => {
  expect(readFileSync('src/machine/program.ts', 'utf8')).toBe(renderProgram())
})

test('the chart may only name states with a step', () => {
  const chart = { initial: 'first', states: { first: {} }, on: { ABORT: { target: '#first' } } }
  expect(() => flattenChart(chart)).toThrow('the chart has no step at first')
})
