import type { ChartEdge, ChartLayout, ChartNode } from 'holdfast/drawing'
import { expect, test } from 'vitest'

import { chartFocus, scrollToShow, zoomCentre } from '../../../../visualizer/src/session/chart/chart-focus.ts'

const state = (path: string, x: number, y: number, width = 100, height = 50) => {
  const node: ChartNode = {
    id: `m.${path}`,
    path,
    name: path,
    type: 'atomic',
    initial: [],
    entry: [],
    exit: [],
    invokes: [],
    tags: [],
    children: [],
  }
  return { node, box: { x, y, width, height }, isRegion: false, texts: [] }
}

const edge = (id: string, source: string): ChartLayout['edges'][number] => {
  const told: ChartEdge = {
    id,
    source,
    targets: ['m.on.warm'],
    event: 'GO',
    actions: [],
    reenter: false,
    isError: false,
  }
  return { edge: told, lines: [], isQuiet: false }
}

const layout: ChartLayout = {
  id: 'm',
  width: 1000,
  height: 1000,
  states: [state('off', 300, 0), state('on', 0, 200, 500, 400), state('on.warm', 100, 300)],
  edges: [edge('m.on.cold GO 0', 'm.on.cold'), edge('m.off GO 0', 'm.off')],
  markers: [],
}

const lit = { x: 100, y: 300, width: 100, height: 50 }

test('the innermost state that is active is looked at, and with it the one that the last way came from', () => {
  const moment = { activeStates: ['on', 'on.warm'], taken: {}, last: [] }
  expect(chartFocus(layout, moment)).toEqual([lit])
  expect(chartFocus(layout, { ...moment, last: ['m.off GO 0'] })).toEqual([
    { x: 100, y: 0, width: 300, height: 350 },
    lit,
  ])
  expect(chartFocus(layout, { ...moment, last: ['m.on.cold GO 0'] })).toEqual([lit])
  expect(chartFocus(layout, { ...moment, activeStates: [] })).toEqual([])
  expect(chartFocus(layout, undefined)).toEqual([])
})

test('what fits is brought into the middle, or else the state alone', () => {
  const both = { x: 100, y: 0, width: 300, height: 350 }
  expect(scrollToShow([both, lit], 1, { width: 300, height: 350 })).toEqual({ x: 100, y: 0 })
  expect(scrollToShow([both, lit], 1, { width: 300, height: 349 })).toEqual({ x: 0, y: 150.5 })
  expect(scrollToShow([both, lit], 2, { width: 600, height: 700 })).toEqual({ x: 200, y: 0 })
  // Larger than the box, it is in its middle nevertheless.
  expect(scrollToShow([both, lit], 1, { width: 50, height: 20 })).toEqual({ x: 125, y: 315 })
  expect(scrollToShow([], 1, { width: 50, height: 20 })).toBeUndefined()
})

test('buttons zoom around the state that is active, as long as it is in sight', () => {
  const box = { width: 300, height: 200 }
  const both = { x: 0, y: 0, width: 900, height: 900 }
  expect(zoomCentre([both, lit], 1, box, { x: 0, y: 200 })).toEqual({ x: 150, y: 125 })
  expect(zoomCentre([lit], 2, box, { x: 250, y: 500 })).toEqual({ x: 50, y: 150 })
  expect(zoomCentre([lit], 0.5, box, { x: -100, y: 0 })).toEqual({ x: 175, y: 162.5 })
  const middle = { x: 150, y: 100 }
  expect(zoomCentre([lit], 1, box, { x: 151, y: 200 })).toEqual(middle)
  expect(zoomCentre([lit], 1, box, { x: 0, y: 100 })).toEqual(middle)
  expect(zoomCentre([], 1, box, { x: 0, y: 0 })).toEqual(middle)
})
