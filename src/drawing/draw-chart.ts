import type { ChartEdge } from './chart-graph.ts'
import type { ChartLayout, PlacedEdge, PlacedMarker, PlacedState, PlacedText } from './chart-layout.ts'
import { ANY } from './chart-to-elk.ts'
import { countBadge } from './count-badge.ts'
import { center, rect, shrink } from './draw-box.ts'
import { leafPaths } from './state-paths.ts'
import { arrowHead, pathOf, round } from './path-of.ts'
import { edgeText } from './state-face.ts'
import { classes, svg } from './svg-node.ts'
import type { SvgNode } from './svg-node.ts'
import { COUNT_WIDTH, FONT, textWidth } from './text-size.ts'

/** What a chart shows besides the chart. */
export interface ChartMoment {
  /** The paths of the states that are active, parents too: `['sleeping', 'sleeping.resting']`. */
  readonly activeStates: readonly string[]
  /** How often each transition was taken, by `edgeId`. */
  readonly taken: Readonly<Record<string, number>>
  /** The transitions that led into this state, by `edgeId`. */
  readonly last: readonly string[]
}

/**
 * Draws a chart, and where a session is in it.
 *
 * States are groups with `data-state`, their id, and classes `state`, `is-active`, `is-final`; transitions are groups
 * with `data-edge`, their `edgeId`, and classes `edge`, `is-taken`, `is-last`, `is-error`, `is-quiet`. `chartStyle` gives
 * them their looks.
 *
 * @param moment - without it the chart alone is drawn
 * @example
 * import ELK from 'elkjs'
 * import { chartGraph, drawChart, layoutChart } from 'holdfast/drawing'
 *
 * const layout = await layoutChart(chartGraph({ id: 'door' }), new ELK.default())
 * drawChart(layout).attributes['aria-label'] // => 'Statechart door'
 */
export function drawChart(layout: ChartLayout, moment?: ChartMoment): SvgNode {
  const { id, states, edges, markers } = layout
  const [width, height] = [round(layout.width), round(layout.height)]
  const activeStates = new Set(moment?.activeStates)
  // The root is active wherever a session is within it.
  if (activeStates.size > 0) activeStates.add('')
  const rows = new Map(states.flatMap(({ texts }) => texts.map((text) => [text.edge, text] as const)))
  return svg(
    'svg',
    {
      class: classes('chart', moment !== undefined && 'has-moment'),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': nameOf(id, moment),
    },
    svg('rect', { class: 'canvas', width, height }),
    ...states.map((state) => drawState(state, activeStates.has(state.node.path))),
    ...markers.map(drawMarker),
    ...inOrder(edges, moment).map((edge) => drawEdge(edge, rows.get(edge.edge.id), moment)),
  )
}

function nameOf(id: string, moment: ChartMoment | undefined): string {
  if (moment === undefined) return `Statechart ${id}`
  return `Statechart ${id}, in ${leafPaths(moment.activeStates).join(' and ') || 'no state'}`
}

/** What stands out lies above what does not. */
const inOrder = (edges: readonly PlacedEdge[], moment: ChartMoment | undefined): readonly PlacedEdge[] => {
  const rank = ({ edge }: PlacedEdge) => {
    if (moment?.last.includes(edge.id) === true) return 2
    return (moment?.taken[edge.id] ?? 0) > 0 ? 1 : 0
  }
  return edges.toSorted((a, b) => rank(a) - rank(b))
}

function drawState({ node, box, isRegion, texts }: PlacedState, isActive: boolean): SvgNode {
  const isFrame = node.children.length > 0
  const [x, y] = center(box)
  const group = {
    class: classes(
      'state',
      `is-${node.type}`,
      isFrame && 'is-frame',
      isRegion && 'is-region',
      isActive && 'is-active',
    ),
    'data-state': node.id,
  }
  const title = svg('title', {}, [node.path || node.id, node.description].filter(Boolean).join(': '))
  if (node.type === 'history')
    return svg(
      'g',
      group,
      title,
      svg('circle', { class: 'border', cx: x, cy: y, r: round(box.width / 2) }),
      svg(
        'text',
        { class: 'title', x, y: round(y + 4), 'text-anchor': 'middle' },
        node.history === 'deep' ? 'H*' : 'H',
      ),
    )
  return svg(
    'g',
    group,
    title,
    svg('rect', { class: 'border', ...rect(box), rx: 8 }),
    node.type === 'final' && svg('rect', { class: 'border', ...rect(shrink(box, 3)), rx: 5 }),
    isActive &&
      !isFrame &&
      svg('circle', { class: 'mark', cx: round(box.x + box.width - 12), cy: round(box.y + 14), r: 4 }),
    ...texts.filter(({ edge }) => edge === undefined).map(drawText),
  )
}

const drawText = ({ kind, box, text }: PlacedText): SvgNode =>
  svg(
    'text',
    { class: kind, x: round(box.x), y: round(box.y + box.height / 2 + FONT[kind].size * MIDDLE) },
    text,
  )

/** From the middle of letters to where they stand, in em. */
const MIDDLE = 0.35

function drawMarker({ kind, box, lines }: PlacedMarker): SvgNode {
  const [x, y] = center(box)
  if (kind === 'any')
    return svg(
      'g',
      { class: 'marker is-any' },
      svg('rect', { class: 'border', ...rect(box), rx: round(box.height / 2) }),
      svg('text', { class: 'detail', x, y: round(y + 4), 'text-anchor': 'middle' }, ANY),
    )
  return svg(
    'g',
    { class: 'marker is-initial' },
    svg('circle', { cx: x, cy: y, r: round(box.width / 2) }),
    ...lines.flatMap(drawLine),
  )
}

/** @param row - where its text stands within a state */
function drawEdge(
  { edge, lines, label, isQuiet }: PlacedEdge,
  row: PlacedText | undefined,
  moment: ChartMoment | undefined,
): SvgNode {
  const count = moment?.taken[edge.id] ?? 0
  return svg(
    'g',
    {
      class: classes(
        'edge',
        isQuiet && 'is-quiet',
        edge.isError && 'is-error',
        count > 0 && 'is-taken',
        moment?.last.includes(edge.id) === true && 'is-last',
      ),
      'data-edge': edge.id,
    },
    svg('title', {}, titleOf(edge)),
    ...lines.flatMap(drawLine),
    ...(row ? [drawText(row), countBadge(row.box, count)] : []),
    ...(label ? drawLabel(edge, label, count) : []),
  )
}

const titleOf = (edge: ChartEdge): string =>
  [edgeText(edge), edge.reenter && 'enters again', edge.description].filter(Boolean).join(': ')

function drawLabel(
  { guard }: ChartEdge,
  { box, lines }: NonNullable<PlacedEdge['label']>,
  count: number,
): readonly (SvgNode | undefined)[] {
  const kindOf = (index: number) => {
    if (index === 0) return 'event'
    return guard !== undefined && !lines[index]!.startsWith('/ ') ? 'guard' : 'action'
  }
  // The count follows its text, and both are in the middle.
  const middleOf = (index: number) => (box.width - (index === 0 && count > 0 ? COUNT_WIDTH : 0)) / 2
  const end = middleOf(0) + textWidth(lines[0]!, 'detail') / 2 + COUNT_WIDTH + 3
  return [
    svg('rect', { class: 'plate', ...rect(box) }),
    ...lines.map((line, index) =>
      svg(
        'text',
        {
          class: kindOf(index),
          x: round(box.x + middleOf(index)),
          y: round(box.y + FONT.detail.line * (index + 0.5) + FONT.detail.size * MIDDLE),
          'text-anchor': 'middle',
        },
        line,
      ),
    ),
    countBadge({ ...box, width: end, height: FONT.detail.line }, count),
  ]
}

const drawLine = (points: PlacedEdge['lines'][number]): readonly SvgNode[] => [
  svg('path', { class: 'line', d: pathOf(points) }),
  svg('path', { class: 'head', d: arrowHead(points) }),
]
