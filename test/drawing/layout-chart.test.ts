import ELK from 'elkjs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { chartGraph, layoutChart } from '../../src/drawing.ts'
import type { ChartLayout, ElkGraph } from '../../src/drawing.ts'
import { define } from './support/definition.ts'
import { aConfig } from './support/random-machine.ts'
import { overlaps } from './support/overlaps.ts'
import { zoo } from './support/zoo.ts'

const elk = new ELK.default()

describe('nothing lies upon anything else', () => {
  test.each(Object.keys(zoo))('in %s', async (name) => {
    expect(overlaps(await layoutChart(chartGraph(zoo[name]!), elk))).toEqual([])
  })

  test('in any small machine', async () => {
    await fc.assert(
      fc.asyncProperty(aConfig, async (config) => {
        expect(overlaps(await layoutChart(chartGraph(define(config)), elk))).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})

describe('transitions that lead to one end when something goes wrong', () => {
  const quiet = (edges: ChartLayout['edges']) => edges.filter(({ isQuiet }) => isQuiet)

  test('begin at the row that is about them', async () => {
    const { states, edges } = await layoutChart(chartGraph(zoo['retry']!), elk)
    expect(quiet(edges)).toHaveLength(8)
    for (const { edge, lines, label } of quiet(edges)) {
      const text = states.flatMap(({ texts }) => texts).find((each) => each.edge === edge.id)!
      expect(label).toBeUndefined()
      expect(lines[0]![0]!.y).toBe(text.box.y + text.box.height / 2)
    }
  })

  test('stay as they are where they go straight', async () => {
    const straight = async (graph: ElkGraph) => {
      const found: ElkGraph = await elk.layout(graph)
      for (const section of found.edges!.flatMap(({ sections }) => sections!)) delete section.bendPoints
      return found
    }
    const { edges } = await layoutChart(chartGraph(zoo['retry']!), { layout: straight })
    for (const { lines } of quiet(edges)) expect(lines[0]).toHaveLength(2)
  })
})

test('a frame whose title no line leaves a place is made wider, as often as it helps', async () => {
  let rounds = 0
  const throughAll = {
    async layout(graph: ElkGraph) {
      rounds++
      const found: ElkGraph = await elk.layout(graph)
      const { x = 0, y = 0, width = 0 } = found.children![0]!
      const section = { id: 's', startPoint: { x, y: y + 10 }, endPoint: { x: x + width, y: y + 10 } }
      found.edges![0]!.sections!.push(section)
      return found
    },
  }
  const { width } = await layoutChart(chartGraph(zoo['light']!), throughAll)
  expect(rounds).toBe(4)
  expect(width).toBeGreaterThan((await layoutChart(chartGraph(zoo['light']!), elk)).width)
})
