import ELK from 'elkjs'
import { describe, expect, test } from 'vitest'

import { chartGraph, chartStyle, drawChart, layoutChart, svgText, timelineStyle } from '../../src/drawing.ts'
import type { Box, ChartLayout, ChartMoment, SvgNode } from '../../src/drawing.ts'
import { widthOf } from '../../src/width-of.ts'
import { overlap } from './support/overlaps.ts'
import { zoo } from './support/zoo.ts'

const elk = new ELK.default()
const layouts = new Map<string, Promise<ChartLayout>>()

/** Each is found once. */
function layoutOf(name: string): Promise<ChartLayout> {
  const known = layouts.get(name) ?? layoutChart(chartGraph(zoo[name]!), elk)
  layouts.set(name, known)
  return known
}

const nodesOf = (node: SvgNode): readonly SvgNode[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === 'string' ? [] : nodesOf(child))),
]

const textsOf = (node: SvgNode): readonly string[] =>
  node.children.flatMap((child) => (typeof child === 'string' ? [child] : textsOf(child)))

const find = (node: SvgNode, attribute: 'data-state' | 'data-edge', id: string): SvgNode =>
  nodesOf(node).find(({ attributes }) => attributes[attribute] === id)!

const classOf = (node: SvgNode) => String(node.attributes['class'])

const numbersOf = ({ attributes }: SvgNode, ...names: readonly string[]) =>
  names.map((name) => Number(attributes[name]))

function boxOfRect(node: SvgNode): Box {
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(node, 'x', 'y', 'width', 'height')
  return { x, y, width, height }
}

/** Of its letters, from their base to their height. */
function boxOfText(node: SvgNode): Box {
  const [x = 0, y = 0] = numbersOf(node, 'x', 'y')
  const width = widthOf(textsOf(node).join('')) * (classOf(node) === 'title' ? 7.8 : 6.6)
  return { x: node.attributes['text-anchor'] === 'middle' ? x - width / 2 : x, y: y - 8, width, height: 8 }
}

const toFailed = 'retry.evaluating.timing xstate.error.actor.wait 0'
const toSleep = 'retry.evaluating.stopping xstate.done.actor.stop 1'
const moment: ChartMoment = {
  activeStates: ['sleeping', 'sleeping.beforeSleep'],
  taken: { [toSleep]: 3, [toFailed]: 1234, 'failed ABORT 0': 2 },
  last: [toSleep],
}

test.each(['retry', 'light', 'editor', 'player', 'eventless', 'plant', 'one', 'names'])(
  '%s as SVG',
  async (name) => {
    const shown = name === 'retry' ? moment : undefined
    const text = svgText(drawChart(await layoutOf(name), shown))
    await expect(text).toMatchFileSnapshot(`../fixtures/drawing/${name}.svg`)
  },
)

describe('a moment', () => {
  test('lights the states that are active', async () => {
    const drawn = drawChart(await layoutOf('retry'), moment)
    expect(drawn.attributes).toMatchObject({
      role: 'img',
      'aria-label': 'Statechart retry, in sleeping.beforeSleep',
      class: 'chart has-moment',
    })
    const active = nodesOf(drawn).filter((node) => classOf(node).includes('is-active'))
    expect(active.map(({ attributes }) => attributes['data-state'])).toEqual([
      'retry',
      'sleeping',
      'retry.sleeping.beforeSleep',
    ])
    expect(active.map((node) => nodesOf(node).some((child) => classOf(child) === 'mark'))).toEqual([
      false,
      false,
      true,
    ])
  })

  test('counts how often transitions were taken, in labels and in rows', async () => {
    const drawn = drawChart(await layoutOf('retry'), moment)
    const textOf = (id: string) => textsOf(find(drawn, 'data-edge', id)).slice(1)
    expect(textOf(toSleep)).toEqual(['stop done', '/ schedule', '×3'])
    expect(textOf(toFailed)).toEqual(['failed', '×1k'])
    expect(textOf('failed ABORT 0')).toEqual(['ABORT: ignored', '×2'])
    expect(textOf('retry ABORT 0')).toEqual(['ABORT', '/ break'])
  })

  test.each(Object.keys(zoo))('has counts upon no text of %s, however large they are', async (name) => {
    const graph = chartGraph(zoo[name]!)
    const taken = Object.fromEntries(graph.edges.map(({ id }) => [id, 999_999]))
    const drawn = drawChart(await layoutOf(name), { activeStates: [], taken, last: [] })
    const groups = nodesOf(drawn).filter((node) => classOf(node).split(' ')[0] !== 'count')
    const counts = nodesOf(drawn).filter((node) => classOf(node) === 'count')
    const texts = groups.flatMap(({ children }) =>
      children.flatMap((child) =>
        typeof child === 'string' || child.tag !== 'text' ? [] : [boxOfText(child)],
      ),
    )
    const boxes = counts.map(({ children }) => boxOfRect(children[0] as SvgNode))
    expect(boxes.length).toBe(graph.edges.length)
    expect(boxes.flatMap((box) => texts.filter((text) => overlap(box, text)))).toEqual([])
  })

  test('shows what was taken, and what was taken last above it', async () => {
    const drawn = drawChart(await layoutOf('retry'), moment)
    expect(classOf(find(drawn, 'data-edge', toSleep))).toBe('edge is-taken is-last')
    expect(classOf(find(drawn, 'data-edge', toFailed))).toBe('edge is-quiet is-error is-taken')
    expect(classOf(find(drawn, 'data-edge', 'retry ABORT 0'))).toBe('edge')
    const order = drawn.children.flatMap((child) =>
      typeof child === 'string' ? [] : (child.attributes['data-edge'] ?? []),
    )
    expect(order.slice(-3)).toEqual([toFailed, 'failed ABORT 0', toSleep])
  })

  test('may be in several states, or in none yet', async () => {
    const layout = await layoutOf('editor')
    const nameIn = (activeStates: readonly string[]) =>
      drawChart(layout, { activeStates, taken: {}, last: [] }).attributes['aria-label']
    expect(nameIn(['text', 'text.bold', 'file', 'file.saved'])).toBe(
      'Statechart editor, in text.bold and file.saved',
    )
    expect(nameIn([])).toBe('Statechart editor, in no state')
  })
})

test('nothing in it needs a style of its own, which a strict page forbids', async () => {
  const drawn = nodesOf(drawChart(await layoutOf('retry'), moment))
  expect(
    drawn.filter(({ tag, attributes }) => tag === 'style' || 'style' in attributes || 'id' in attributes),
  ).toEqual([])
})

describe('colors stand out from what is behind them, in light and dark', () => {
  test.each([
    ...['ink', 'ink-soft', 'active'].map((ink) => ['chart', ink, 'canvas', 4.5, chartStyle] as const),
    ...['ink-soft', 'active'].map((ink) => ['chart', ink, 'active-fill', 4.5, chartStyle] as const),
    ['chart', 'badge-ink', 'badge', 4.5, chartStyle],
    ...['ink', 'ink-soft'].map((ink) => ['timeline', ink, 'canvas', 4.5, timelineStyle] as const),
    ...['done', 'failed', 'sleep'].map((fill) => ['timeline', 'ink', fill, 4.5, timelineStyle] as const),
    // What is no text needs less.
    ...['line', 'frame', 'active', 'error'].map((line) => ['chart', line, 'canvas', 3, chartStyle] as const),
    ...['done-edge', 'failed-edge', 'sleep-edge'].map(
      (line) => ['timeline', line, 'canvas', 3, timelineStyle] as const,
    ),
  ] as const)('%s: %s on %s, at least %d to 1', (_, color, ground, least, style) => {
    const palettes = [...style.matchAll(/\{([^{}]*--canvas:[^{}]*)\}/g)].map(([, rules = '']) =>
      Object.fromEntries(
        [...rules.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name, value]) => [name, value]),
      ),
    )
    expect(palettes).toHaveLength(2)
    const ratios = palettes.map((palette) => contrast(String(palette[color]), String(palette[ground])))
    expect(ratios.filter((ratio) => !(ratio >= least))).toEqual([])
  })
})

/** As WCAG has it. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
